//! Pictures as they come, and as those make them who want to use up whoever looks.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::{io::Cursor, time::Instant};

use image::{
    DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::gif::{GifEncoder, Repeat},
};
use preview::{Body, Picture, PictureFault, Sent, look};

fn drawn(bytes: &[u8]) -> Picture {
    match look(Sent { name: "", media_type: "", bytes }).body {
        Body::Picture(picture) => *picture,
        other => panic!("{other:?}"),
    }
}

fn fault(bytes: &[u8]) -> PictureFault {
    match look(Sent { name: "", media_type: "", bytes }).body {
        Body::NoPicture(fault) => fault,
        other => panic!("{other:?}"),
    }
}

/// A picture of red, with a blue corner at the top left.
fn image(width: u32, height: u32) -> DynamicImage {
    let corner = |x, y| x < width / 4 && y < height / 4;
    let pixel = |x, y| if corner(x, y) { Rgb([0, 0, 255]) } else { Rgb([255, 0, 0]) };
    RgbImage::from_fn(width, height, pixel).into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn decoded(shown: &preview::Shown) -> RgbImage {
    image::load_from_memory(&shown.bytes).unwrap().to_rgb8()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), body].concat();
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The head of a PNG of so many pixels, eight bits of grey each.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let body = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &body)].concat()
}

#[test]
fn a_picture_is_drawn_anew_small_and_as_a_screen() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let picture = drawn(&encoded(&image(2_000, 1_000), format));
        assert_eq!((picture.width, picture.height), (2_000, 1_000), "{format:?}");
        assert_eq!((picture.large.width, picture.large.height), (1_600, 800));
        assert_eq!((picture.small.width, picture.small.height), (240, 120));
        let pixels = decoded(&picture.small);
        assert!(
            pixels.get_pixel(5, 5)[2] > 200 && pixels.get_pixel(200, 100)[0] > 200,
            "{format:?}"
        );
    }
    let tiny = drawn(&encoded(&image(8, 8), ImageFormat::Png));
    assert_eq!((tiny.small.width, tiny.large.width), (8, 8), "nothing is made larger");
}

/// A JPEG with an EXIF block: turned by a quarter, and taken at a place.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let place = b"50.0875N 14.4213E Jana's kitchen";
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // A description, as ASCII behind the directory.
    exif.extend([0x01, 0x0e, 0, 2, 0, 0, 0, u8::try_from(place.len()).unwrap(), 0, 0, 0, 38]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(place);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let (start, rest) = jpeg.split_at(2);
    [start, &[0xff, 0xe1], &length, &exif, rest].concat()
}

#[test]
fn what_a_camera_noted_is_gone_and_its_orientation_applied() {
    let sent = with_exif(&encoded(&image(400, 200), ImageFormat::Jpeg), 6);
    let picture = drawn(&sent);
    assert_eq!((picture.large.width, picture.large.height), (200, 400), "stood up");
    // Turned to the right, the top left corner is at the top right.
    let pixels = decoded(&picture.large);
    assert!(pixels.get_pixel(190, 20)[2] > 200 && pixels.get_pixel(10, 20)[0] > 200);
    for shown in [&picture.small, &picture.large] {
        let text = String::from_utf8_lossy(&shown.bytes);
        assert!(!text.contains("Exif") && !text.contains("kitchen"));
    }
    let mut png = encoded(&image(8, 8), ImageFormat::Png);
    png.splice(33..33, chunk(b"tEXt", b"Comment\0Jana's kitchen"));
    let shown = drawn(&png).large;
    assert!(!String::from_utf8_lossy(&shown.bytes).contains("kitchen"));
}

fn too_large(width: u32, height: u32, pixels_max: u64) -> PictureFault {
    PictureFault::TooLarge { width, height, pixels_max }
}

#[test]
fn a_head_that_says_billions_of_pixels_is_believed_and_nothing_decoded() {
    let begun = Instant::now();
    let bomb =
        [png_head(50_000, 50_000), chunk(b"IDAT", &[0x78, 0x9c]), chunk(b"IEND", &[])].concat();
    assert_eq!(fault(&bomb), too_large(50_000, 50_000, 50_000_000));
    let long = [png_head(1_000_000, 1), chunk(b"IDAT", &[0x78, 0x9c])].concat();
    assert_eq!(fault(&long), too_large(1_000_000, 1, 50_000_000));
    // Few enough pixels, of sixteen bits for each of four colours: twice the room.
    let deep = [&7_000_u32.to_be_bytes()[..], &7_000_u32.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let deep =
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &deep), chunk(b"IDAT", &[0x78, 0x9c])];
    assert_eq!(fault(&deep.concat()), too_large(7_000, 7_000, 25_000_000));
    // A GIF says it in ten octets.
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x00\x3b";
    assert_eq!(fault(gif), too_large(65_535, 65_535, 50_000_000));
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

/// A part of a WebP, with a length that it may not have.
fn part_of(name: &[u8; 4], length: usize, body: &[u8]) -> Vec<u8> {
    [&name[..], &u32::try_from(length).unwrap().to_le_bytes(), body].concat()
}

fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    part_of(name, body.len(), body)
}

/// A WebP of one pixel with these parts.
fn webp(flags: u8, parts: &[&[u8]]) -> Vec<u8> {
    let parts = [part(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]), parts.concat()].concat();
    part(b"RIFF", &[&b"WEBP"[..], &parts].concat())
}

#[test]
fn a_webp_is_not_believed_how_long_its_parts_are() {
    let pixel = part(b"VP8L", &[0x2f, 0, 0, 0, 0, 0]);
    let exif = part_of(b"EXIF", 0xffff_fffe, b"");
    assert_eq!(fault(&webp(0b1000, &[&pixel, &exif])), PictureFault::Broken);
    // Nor within a picture of an animation, whose parts count as the file's.
    let anim = part(b"ANIM", &[0; 6]);
    let frame = part(b"ANMF", &[&[0_u8; 16][..], &exif, &pixel].concat());
    assert_eq!(fault(&webp(0b1010, &[&anim, &frame])), PictureFault::Broken);
    // A frame of 268 million pixels in a file that says it has one.
    let frame = part(b"VP8 ", &[0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f]);
    assert_eq!(fault(&webp(0, &[&frame])), PictureFault::Broken);
    let mut large = webp(0, &[&pixel]);
    large.splice(24..30, [0x87, 0x13, 0, 0x87, 0x13, 0]);
    assert_eq!(fault(&large), too_large(5_000, 5_000, 16_777_216));
}

/// The head of a JPEG of 5000 × 4000 pixels and three colours, of which the first scan holds so many.
fn jpeg_head(frame: u8, n_in_scan: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, frame, 0, 17, 8, 0x0f, 0xa0, 0x13, 0x88, 3];
    bytes.extend([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
    bytes.extend([0xff, 0xda, 0, 6 + 2 * n_in_scan, n_in_scan]);
    bytes.extend((1..=n_in_scan).flat_map(|id| [id, 0]));
    bytes.extend([0, 0, 0]);
    bytes
}

#[test]
fn a_jpeg_that_is_held_until_its_end_is_smaller() {
    // Progressive, and one colour after the other: for each pixel all is kept until the last scan.
    for head in [jpeg_head(0xc2, 3), jpeg_head(0xc0, 1)] {
        assert_eq!(fault(&head), too_large(5_000, 4_000, 16_777_216));
    }
    assert_eq!(fault(&jpeg_head(0xc0, 3)), PictureFault::Broken, "no tables, but few enough");
}

#[test]
fn of_ten_thousand_frames_one_is_decoded() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..10_000_u32 {
        let grey = u8::try_from(number % 200).unwrap();
        encoder
            .encode_frame(Frame::new(RgbaImage::from_pixel(16, 16, Rgba([grey, 0, 0, 255]))))
            .unwrap();
    }
    drop(encoder);
    let begun = Instant::now();
    let picture = drawn(&bytes);
    assert_eq!(decoded(&picture.large).get_pixel(3, 3)[0], 0, "the first");
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

#[test]
fn what_is_broken_is_said_to_be() {
    let png = encoded(&image(64, 64), ImageFormat::Png);
    assert_eq!(fault(png.get(..40).unwrap()), PictureFault::Broken);
    assert_eq!(fault(b"\xff\xd8\xff\xe0\0\x10JFIF\0"), PictureFault::Broken);
    assert_eq!(fault(b"RIFF\x08\0\0\0WEBPVP8 "), PictureFault::Broken);
    let mut long = png;
    long.resize(33 * 1024 * 1024, 0);
    assert_eq!(fault(&long), PictureFault::TooLong);
}

#[test]
fn a_photograph_without_end_of_colours_stays_short() {
    // Noise is what no encoder makes shorter.
    let mut state = 7_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(state >> 24).unwrap()
    };
    let image = RgbImage::from_fn(1_600, 1_600, |_, _| Rgb([noise(), noise(), noise()]));
    let picture = drawn(&encoded(&image.into(), ImageFormat::Png));
    assert_eq!(picture.large.media_type, "image/jpeg");
    assert_eq!(picture.small.media_type, "image/png");
    // What cannot be seen is not seen as a JPEG either.
    let image = RgbaImage::from_fn(1_600, 1_600, |_, _| Rgba([noise(), noise(), noise(), 0]));
    let picture = drawn(&encoded(&image.into(), ImageFormat::Png));
    assert_eq!(picture.large.media_type, "image/jpeg");
    assert!(decoded(&picture.large).pixels().all(|pixel| pixel.0.iter().all(|c| *c > 250)));
}
