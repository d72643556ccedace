using Moltbot.Policy.Attachments;

namespace Moltbot.Policy.Tests.Attachments;

/// <summary>Which pictures tools show to models, and how a model names one.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData("89504e470d0a1a0a", "image/png")]
    [InlineData("ffd8ffe0", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("52494646000000005745425056503820", "image/webp")]
    [InlineData("424d1e00000000000000", null)]
    [InlineData("49492a00", null)]
    [InlineData("000000186674797061766966", null)]
    [InlineData("255044462d312e37", null)]
    [InlineData("3c7376673e", null)]
    [InlineData("3c3f786d6c", null)]
    [InlineData("", null)]
    public void One_is_what_its_first_bytes_say(string head, string? type) => Pictures.TypeOf(Convert.FromHexString(head)).ShouldBe(type);

    [Fact]
    public void A_data_uri_holds_what_its_bytes_say_whatever_it_says()
    {
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8];
        Pictures.Decode("data:text/html;base64," + Convert.ToBase64String(png)).ShouldBe(png);
        Should.Throw<FormatException>(() => Pictures.Decode("data:image/png;base64," + Convert.ToBase64String("<svg/>"u8))).Message.ShouldBe("it is no PNG, JPEG, GIF or WebP");
        Should.Throw<FormatException>(() => Pictures.Decode("data:image/png;base64,AAAA")).Message.ShouldBe("it is no PNG, JPEG, GIF or WebP");
        Should.Throw<FormatException>(() => Pictures.Decode("data:image/png;base64," + new string('A', 6_666_672))).Message.ShouldContain("exceeds size limit");
    }

    [Theory]
    [InlineData(" cat.png ", PicturePlace.File, "cat.png")]
    [InlineData("/workspace/a:b.png", PicturePlace.File, "/workspace/a:b.png")]
    [InlineData("//host/cat.png", PicturePlace.File, "//host/cat.png")]
    [InlineData("HTTPS://a.example/cat", PicturePlace.Address, "HTTPS://a.example/cat")]
    [InlineData("http:cat", PicturePlace.Address, "http:cat")]
    [InlineData("Data:image/png;base64,AAAA", PicturePlace.Data, "Data:image/png;base64,AAAA")]
    public void It_is_a_path_an_address_or_a_data_uri(string text, PicturePlace place, string read) =>
        PictureReference.Read(text).ShouldBe(new PictureReference(place, read));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("file:///etc/passwd")]
    [InlineData("FILE:cat.png")]
    [InlineData("C:\\cat.png")]
    [InlineData("ftp://a.example/cat.png")]
    [InlineData("image:0")]
    [InlineData("blob+x:1")]
    public void Anything_else_is_none(string? text) => PictureReference.Read(text).ShouldBeNull();

    [Fact]
    public void The_largest_picture_goes_into_a_data_uri_and_nothing_longer()
    {
        PictureReference.Read("data:image/webp;base64," + new string('A', 6_666_668)).ShouldNotBeNull();
        PictureReference.Read(new string('a', PictureReference.MaxLength + 1)).ShouldBeNull();
    }
}
