//! A picture, drawn anew: decoded under limits, turned as its camera said, made smaller, written without what else was in it.

mod heads;

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops,
    metadata::Orientation,
};

use crate::Kind;

/// Octets of the longest picture that is decoded; mail of ours is not longer.
pub const BYTES_MAX: usize = 32 * 1024 * 1024;

/// Pixels of the longest side that is decoded.
const SIDE_PIXELS_MAX: u32 = 20_000;

/// Octets of the pixels that a decoder gives back: as many as are decoded, with four octets each. Sixteen bits of a colour
/// take twice as much, so of such pixels half as many.
const DECODED_BYTES_MAX: u64 = heads::PIXELS_MAX * 4;

/// Octets that a decoder may take beside what it gives back; with it, where it holds all of a picture until its end.
const DECODER_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Pixels of the longer side of the small picture.
const SMALL_SIDE_PIXELS: u32 = 240;

/// Pixels of the longer side of the larger one: a screen.
const LARGE_SIDE_PIXELS: u32 = 1_600;

/// Octets of a PNG above which a picture is written as JPEG: it was no drawing.
const PNG_BYTES_MAX: usize = 1_500_000;

/// Of a hundred; text in photographs stays readable.
const JPEG_QUALITY: u8 = 82;

/// A picture, small and as large as a screen.
#[derive(Debug)]
pub struct Picture {
    /// Pixels from left to right, as it was sent.
    pub width: u32,
    /// Pixels from top to bottom, as it was sent.
    pub height: u32,
    /// The small one.
    pub small: Shown,
    /// The larger one.
    pub large: Shown,
}

/// A picture that a page can show.
#[derive(Debug)]
pub struct Shown {
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// Its bytes, written here.
    pub bytes: Vec<u8>,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Why a picture is not drawn. It does not repeat the file's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// The file is too long.
    #[error("it is longer than {} MiB", BYTES_MAX / 1024 / 1024)]
    TooLong,
    /// Its head says that it has more pixels than are decoded, or that they take more room.
    #[error(
        "it says that it is {width} × {height} pixels; of such a picture at most {pixels_max} are drawn"
    )]
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// Pixels that are drawn of a picture that is written as this one is.
        pixels_max: u64,
    },
    /// It could not be decoded, or not within the limits.
    #[error("it is broken, or made to use up the reader")]
    Broken,
}

/// Draws a picture anew.
pub fn draw(kind: Kind, bytes: &[u8]) -> Result<Picture, PictureFault> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Gif => ImageFormat::Gif,
        Kind::WebP => ImageFormat::WebP,
        _ => return Err(PictureFault::Broken),
    };
    if bytes.len() > BYTES_MAX {
        return Err(PictureFault::TooLong);
    }
    let Decoded { image, orientation, width, height } = decode(format, bytes)?;
    let mut large = smaller(image, LARGE_SIDE_PIXELS);
    // Turned when it is small: turning takes room for both.
    if let Some(orientation) = orientation {
        large.apply_orientation(orientation);
    }
    // From the smaller one: its pixels are few by now.
    let small = smaller(large.clone(), SMALL_SIDE_PIXELS);
    let is_photo = format == ImageFormat::Jpeg;
    Ok(Picture { width, height, small: write(&small, is_photo)?, large: write(&large, is_photo)? })
}

/// A picture as it was sent, with how its camera was held.
struct Decoded {
    image: DynamicImage,
    orientation: Option<Orientation>,
    width: u32,
    height: u32,
}

/// Decodes the first picture. What the head says is looked at before a pixel is.
fn decode(format: ImageFormat, bytes: &[u8]) -> Result<Decoded, PictureFault> {
    let pixels_max = heads::pixels_max(format, bytes)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_PIXELS_MAX);
    limits.max_image_height = Some(SIDE_PIXELS_MAX);
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    let said = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions();
    let (width, height) = said.map_err(|_| PictureFault::Broken)?;
    let is_too_large =
        u64::from(width) * u64::from(height) > pixels_max || width.max(height) > SIDE_PIXELS_MAX;
    if is_too_large {
        return Err(PictureFault::TooLarge { width, height, pixels_max });
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureFault::Broken)?;
    if decoder.total_bytes() > DECODED_BYTES_MAX {
        let pixels_max = DECODED_BYTES_MAX / u64::from(decoder.color_type().bytes_per_pixel());
        return Err(PictureFault::TooLarge { width, height, pixels_max });
    }
    let orientation = decoder.orientation().ok();
    let image = DynamicImage::from_decoder(decoder).map_err(|_| PictureFault::Broken)?;
    Ok(Decoded { image, orientation, width, height })
}

/// Makes a picture fit; a small one stays as it is.
fn smaller(image: DynamicImage, side: u32) -> DynamicImage {
    match image.width().max(image.height()) > side {
        true => image.thumbnail(side, side),
        false => image,
    }
}

fn write(image: &DynamicImage, is_photo: bool) -> Result<Shown, PictureFault> {
    let (width, height) = (image.width(), image.height());
    if !is_photo {
        // Eight bits of each colour: more is not seen here.
        let pixels = image.to_rgba8();
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes)
            .write_image(&pixels, width, height, image::ExtendedColorType::Rgba8)
            .map_err(|_| PictureFault::Broken)?;
        if bytes.len() <= PNG_BYTES_MAX {
            return Ok(Shown { media_type: "image/png", bytes, width, height });
        }
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(&on_white(image).to_rgb8(), width, height, image::ExtendedColorType::Rgb8)
        .map_err(|_| PictureFault::Broken)?;
    Ok(Shown { media_type: "image/jpeg", bytes, width, height })
}

/// Lays a picture on white: a JPEG is seen through nowhere, and would show what was never to be seen.
fn on_white(image: &DynamicImage) -> DynamicImage {
    let mut white = RgbaImage::from_pixel(image.width(), image.height(), Rgba([u8::MAX; 4]));
    imageops::overlay(&mut white, &image.to_rgba8(), 0, 0);
    white.into()
}
