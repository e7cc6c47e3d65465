//! What the head of a file says about how it is decoded. The limits that `image` hands on bind the decoders of PNG and
//! GIF; those of JPEG and WebP take what a file claims, so that is looked at before they are.

use image::ImageFormat;

use super::{DECODER_BYTES_MAX, PictureFault};

/// Pixels that are decoded: what the best cameras make. A file of a few kilobytes can say that it has billions.
pub const PIXELS_MAX: u64 = 50_000_000;

/// Octets that a decoder takes for each pixel where it holds all of a picture until its end: of a WebP in motion the frame,
/// its transparency, the ground and what it gives back; of a JPEG in several scans two for each of four colours, and four.
const HELD_PIXEL_BYTES: u64 = 16;

/// Pixels that are decoded of a picture that is held until its end.
pub const HELD_PIXELS_MAX: u64 = DECODER_BYTES_MAX / HELD_PIXEL_BYTES;

/// Scans of one JPEG: each goes over all of its pixels, and usual encoders make ten.
const SCANS_MAX: usize = 30;

/// Returns how many pixels of a picture are decoded.
pub fn pixels_max(format: ImageFormat, bytes: &[u8]) -> Result<u64, PictureFault> {
    match format {
        ImageFormat::WebP if !is_whole_webp(bytes) => Err(PictureFault::Broken),
        ImageFormat::WebP => Ok(HELD_PIXELS_MAX),
        ImageFormat::Jpeg if is_one_scan(bytes) => Ok(PIXELS_MAX),
        ImageFormat::Jpeg if n_scans(bytes) > SCANS_MAX => Err(PictureFault::Broken),
        ImageFormat::Jpeg => Ok(HELD_PIXELS_MAX),
        _ => Ok(PIXELS_MAX),
    }
}

/// Says whether each part of a WebP ends where the file or an outer part does, and no frame is larger than is decoded. The
/// decoder makes room for a part by its length, and for a frame by its size, before it reads either.
fn is_whole_webp(bytes: &[u8]) -> bool {
    bytes.get(12..).is_some_and(|parts| are_whole(parts, true))
}

fn are_whole(mut parts: &[u8], may_nest: bool) -> bool {
    while let Some((head, rest)) = parts.split_first_chunk::<8>() {
        let [a, b, c, d, length @ ..] = *head;
        let Ok(length) = usize::try_from(u32::from_le_bytes(length)) else { return false };
        let Some(body) = rest.get(..length) else { return false };
        let is_kept = match &[a, b, c, d] {
            b"VP8 " => frame_pixels(body) <= HELD_PIXELS_MAX,
            // A picture of an animation: behind sixteen octets about its place, parts of its own.
            b"ANMF" if may_nest => body.get(16..).is_some_and(|inner| are_whole(inner, false)),
            _ => true,
        };
        if !is_kept {
            return false;
        }
        // Parts begin at even places.
        parts = rest.get(length + length % 2..).unwrap_or_default();
    }
    true
}

/// Pixels of a lossy frame, which need not be those that the file says it has.
fn frame_pixels(frame: &[u8]) -> u64 {
    let side = |at: usize| {
        let octets = frame.get(at..).and_then(|rest| rest.first_chunk::<2>());
        u64::from(octets.map_or(0, |octets| u16::from_le_bytes(*octets) & 0x3fff))
    };
    side(6) * side(8)
}

/// Says whether a JPEG is decoded row by row: not progressive, and with all colours in its first scan. Only what every
/// decoder reads alike is believed; what is unusual counts as held.
fn is_one_scan(bytes: &[u8]) -> bool {
    let mut n_colours = None;
    let mut segments = bytes.get(2..).unwrap_or_default();
    while let Some(([0xff, marker, high, low], rest)) = segments.split_first_chunk::<4>() {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(body) = length.checked_sub(2).and_then(|length| rest.get(..length)) else {
            return false;
        };
        match marker {
            0xc0 | 0xc1 if n_colours.is_none() => n_colours = body.get(5).copied(),
            0xda => return n_colours.is_some() && n_colours == body.first().copied(),
            // Tables and comments. Of a shorter APP0 the decoder reads an octet too many, and then sees other segments.
            0xc4 | 0xdb | 0xdd | 0xe1..=0xef | 0xfe => {}
            0xe0 if length > 6 => {}
            _ => return false,
        }
        segments = rest.get(body.len()..).unwrap_or_default();
    }
    false
}

/// Counts where a scan may begin; within one the two octets cannot stand.
fn n_scans(bytes: &[u8]) -> usize {
    bytes.windows(2).filter(|pair| *pair == b"\xff\xda").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, body].concat()
    }

    /// A JPEG of three colours up to its first scan, which holds so many of them.
    fn jpeg(before: &[u8], frame: u8, n_in_scan: u8) -> Vec<u8> {
        let colours = [8, 0, 8, 0, 8, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        let mut scan = vec![n_in_scan];
        scan.extend((1..=n_in_scan).flat_map(|id| [id, 0]));
        scan.extend([0, 63, 0]);
        let frame = segment(frame, &colours);
        [&b"\xff\xd8"[..], before, &frame, &segment(0xda, &scan)].concat()
    }

    #[test]
    fn a_jpeg_is_decoded_row_by_row_only_where_that_is_plain() {
        let check = |bytes: &[u8], expect: bool| assert_eq!(is_one_scan(bytes), expect);
        let jfif = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        check(&jpeg(&jfif, 0xc0, 3), true);
        check(&jpeg(&segment(0xe1, b"Exif\0\0 \xff\xc2"), 0xc1, 3), true);
        check(&jpeg(&jfif, 0xc2, 3), false);
        check(&jpeg(&jfif, 0xc0, 1), false);
        // Where the decoder would find another frame than stands here.
        check(&jpeg(&segment(0xe0, b"JFIF"), 0xc0, 3), false);
        check(&jpeg(b"\xff", 0xc0, 3), false);
        check(&jpeg(b"\0\0", 0xc0, 3), false);
        check(b"\xff\xd8\xff\xda", false);
    }

    #[test]
    fn scans_are_bounded() {
        let with = |n: usize| [jpeg(b"", 0xc2, 1), segment(0xda, &[]).repeat(n - 1)].concat();
        assert_eq!(pixels_max(ImageFormat::Jpeg, &with(SCANS_MAX)), Ok(HELD_PIXELS_MAX));
        let fault = pixels_max(ImageFormat::Jpeg, &with(SCANS_MAX + 1));
        assert_eq!(fault, Err(PictureFault::Broken));
    }
}
