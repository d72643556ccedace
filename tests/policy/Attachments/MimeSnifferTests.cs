using System.Text;
using Moltbot.Policy.Attachments;

namespace Moltbot.Policy.Tests.Attachments;

public sealed class MimeSnifferTests
{
    [Theory]
    [InlineData("89504e470d0a1a0a", "image/png")]
    [InlineData("ffd8ffe0", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("424d1e00000000000000", "image/bmp")]
    [InlineData("49492a00", "image/tiff")]
    [InlineData("4d4d002a", "image/tiff")]
    [InlineData("255044462d312e37", "application/pdf")]
    [InlineData("4d5a9000", "application/vnd.microsoft.portable-executable")]
    [InlineData("526172211a07", "application/vnd.rar")]
    [InlineData("377abcaf271c", "application/x-7z-compressed")]
    [InlineData("664c6143", "audio/flac")]
    [InlineData("504b0304", "application/zip")]
    [InlineData("1f8b08", "application/gzip")]
    [InlineData("7f454c46", "application/x-elf")]
    [InlineData("4f676753", "audio/ogg")]
    [InlineData("49443303", "audio/mpeg")]
    [InlineData("1a45dfa3", "video/webm")]
    public void A_file_is_what_its_first_bytes_say(string head, string type) => Sniff(Convert.FromHexString(head)).ShouldBe(type);

    [Theory]
    [InlineData("RIFF....WEBP", "image/webp")]
    [InlineData("RIFF....WAVEfmt ", "audio/wav")]
    [InlineData("RIFF....AVI ", "application/octet-stream")]
    [InlineData("....ftypavif", "image/avif")]
    [InlineData("....ftypavis", "image/avif")]
    [InlineData("....ftypheic", "image/heic")]
    [InlineData("....ftypheix", "image/heic")]
    [InlineData("....ftypmif1", "image/heif")]
    [InlineData("....ftypmsf1", "image/heif")]
    [InlineData("....ftypisom....", "video/mp4")]
    public void A_container_is_what_its_brand_says(string head, string type) => Sniff(Encoding.ASCII.GetBytes(head)).ShouldBe(type);

    [Theory]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("<html>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<svg xmlns=\"\">")]
    public void Markup_is_no_picture(string head) => Sniff(Encoding.ASCII.GetBytes(head)).ShouldBe("text/html");

    [Theory]
    [InlineData("")]
    [InlineData("RIFF....WEB")]
    [InlineData("....ftypavi")]
    [InlineData("plain text, and a long one")]
    [InlineData("<b>bold</b>")]
    [InlineData("BM is how this sentence begins")]
    public void Bytes_that_say_nothing_are_nothing(string head) => Sniff(Encoding.ASCII.GetBytes(head)).ShouldBeNull();

    private static string? Sniff(byte[] head) => MimeSniffer.Sniff(head);
}
