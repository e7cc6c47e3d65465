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

#[test]
fn a_head_that_says_billions_of_pixels_is_believed_and_nothing_decoded() {
    let begun = Instant::now();
    let bomb =
        [png_head(50_000, 50_000), chunk(b"IDAT", &[0x78, 0x9c]), chunk(b"IEND", &[])].concat();
    assert_eq!(fault(&bomb), PictureFault::TooLarge { width: 50_000, height: 50_000 });
    let long = [png_head(1_000_000, 1), chunk(b"IDAT", &[0x78, 0x9c])].concat();
    assert_eq!(fault(&long), PictureFault::TooLarge { width: 1_000_000, height: 1 });
    // Few enough pixels, of sixteen bits for each of four colours: twice the room.
    let deep = [&7_000_u32.to_be_bytes()[..], &7_000_u32.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let deep =
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &deep), chunk(b"IDAT", &[0x78, 0x9c])];
    assert_eq!(fault(&deep.concat()), PictureFault::TooLarge { width: 7_000, height: 7_000 });
    // A GIF says it in ten octets.
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x00\x3b";
    assert_eq!(fault(gif), PictureFault::TooLarge { width: 65_535, height: 65_535 });
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
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
}
