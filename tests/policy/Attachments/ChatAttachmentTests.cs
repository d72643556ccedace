using Moltbot.Policy.Attachments;

namespace Moltbot.Policy.Tests.Attachments;

/// <summary>Which attachments are pictures for the model, and which are refused (protocol.md §5.3).</summary>
public sealed class ChatAttachmentTests
{
    /// <summary>Three bytes that no kind of file begins with.</summary>
    private const string Unknown = "AAAA";

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData(" IMAGE/PNG ; q=1", "image/png")]
    [InlineData("image/vnd.ms-photo", "image/vnd.ms-photo")]
    [InlineData("image/svg+xml", null)]
    [InlineData("image/SVG+xml; charset=utf-8", null)]
    [InlineData("image/p\nng", null)]
    [InlineData("image/", null)]
    [InlineData("text/plain", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Where_the_bytes_say_nothing_a_claim_counts_that_is_an_images_and_holds_no_scripts(string? claim, string? type) =>
        Images(new ChatAttachment(null, claim, null, Unknown)).Select(image => image.MimeType).ShouldBe(type is null ? [] : [type]);

    [Theory]
    [InlineData("data:image/png;base64,AAAA", "AAAA")]
    [InlineData(" DATA:image/png;BASE64, AAAA ", "AAAA")]
    [InlineData("data:;base64,AAAA", "AAAA")]
    [InlineData(" AAAA ", "AAAA")]
    public void A_data_URL_is_what_it_carries(string content, string data) =>
        Images(new ChatAttachment(null, "image/png", null, content)).ShouldHaveSingleItem().Data.ShouldBe(data);

    [Theory]
    [InlineData("xxxx;base64,AAAA")]
    [InlineData("data:image/png,AAA==")]
    [InlineData("AAA")]
    [InlineData("AA!A")]
    [InlineData("AA=A")]
    [InlineData("====")]
    [InlineData("A===")]
    [InlineData("AA-_")]
    public void What_is_no_base64_is_refused(string content) =>
        Refusal(new ChatAttachment("file", "image/png", null, content)).ShouldBe("attachment file: invalid base64 content");

    [Theory]
    [InlineData("a.png", "file", "a.png")]
    [InlineData(" \n", "file", "file")]
    [InlineData(null, "fi\u0000le", "file")]
    [InlineData(null, " ", "attachment-2")]
    [InlineData(null, null, "attachment-2")]
    public void A_refusal_names_the_attachment(string? fileName, string? type, string label)
    {
        Refusal(null, new ChatAttachment(type, null, fileName, null)).ShouldBe($"attachment {label}: content must be base64 string");
        Refusal(null, new ChatAttachment(type, null, fileName, "AAA")).ShouldBe($"attachment {label}: invalid base64 content");
        Refusal(null, new ChatAttachment(type, null, fileName, "AA!A")).ShouldBe($"attachment {label}: invalid base64 content");
    }

    [Theory]
    [InlineData("AAAAAAAA", 6)]
    [InlineData("AAAAAAA=", 5)]
    [InlineData("AAAAAA==", 4)]
    public void The_largest_image_is_as_large_as_allowed(string content, int bytes)
    {
        ChatAttachments.Images([new ChatAttachment(null, "image/png", null, content)], bytes).Count.ShouldBe(1);
        Should.Throw<FormatException>(() => ChatAttachments.Images([new ChatAttachment("file", "image/png", null, content)], bytes - 1)).Message
            .ShouldBe($"attachment file: exceeds size limit ({bytes} > {bytes - 1} bytes)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("data:image/png;base64,")]
    public void An_empty_image_is_none(string content) =>
        Refusal(new ChatAttachment("file", "image/png", null, content)).ShouldBe("attachment file: exceeds size limit (0 > 5000000 bytes)");

    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    public void A_name_is_kept_as_far_as_it_is_a_name(int length) =>
        NameOf(new string('x', length)).ShouldBe(new string('x', Math.Min(length, 200)));

    [Fact]
    public void A_name_is_one_line_and_whole_characters()
    {
        NameOf(" a\r\nb\u0007.png ").ShouldBe("ab.png");
        NameOf(new string('x', 199) + "😀.png").ShouldBe(new string('x', 199));
        NameOf("\t").ShouldBeNull();
    }

    [Fact]
    public void Images_keep_their_order_and_what_is_none_is_left_out()
    {
        var pdf = Convert.ToBase64String("%PDF-1.7"u8);
        var gif = Convert.ToBase64String("GIF89a"u8);
        Images(new ChatAttachment(null, "image/png", "1", Unknown), null, new ChatAttachment(null, "image/png", "2", pdf), new(null, null, "3", gif))
            .ShouldBe([new ChatImage(Unknown, "image/png", "1"), new ChatImage(gif, "image/gif", "3")]);
    }

    [Fact]
    public void A_long_image_is_known_by_its_head()
    {
        var gif = Convert.ToBase64String([.. "GIF89a"u8, .. new byte[600]]);
        Images(new ChatAttachment(null, null, null, gif)).ShouldHaveSingleItem().MimeType.ShouldBe("image/gif");
    }

    private static string? NameOf(string name) => Images(new ChatAttachment(null, "image/png", name, Unknown)).ShouldHaveSingleItem().FileName;

    private static string Refusal(params ChatAttachment?[] attachments) => Should.Throw<FormatException>(() => Images(attachments)).Message;

    private static IReadOnlyList<ChatImage> Images(params ChatAttachment?[] attachments) => ChatAttachments.Images(attachments);
}
