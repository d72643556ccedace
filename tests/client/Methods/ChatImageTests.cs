using Moltbot.Gateway.Methods.Chat;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class ChatImageTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    private const string Pdf = "JVBERi0xLjQKJcOiw6PDj8OTCjEgMCBvYmoK";

    [Theory]
    [InlineData("image/png", Png, "image/png")]
    [InlineData("image/jpeg", Png, "image/png")]
    [InlineData(null, "data:image/gif;base64," + Png, "image/png")]
    [InlineData("image/png", "AAAA", "image/png")]
    [InlineData("application/pdf", Pdf, null)]
    [InlineData("image/png", Pdf, null)]
    [InlineData(null, "AAAA", null)]
    [InlineData("image/svg+xml", "AAAA", null)]
    [InlineData("image/png\r\nX: y", "AAAA", null)]
    public void The_bytes_decide_what_is_an_image(string? declared, string content, string? type) =>
        Decode(new ChatAttachment { MimeType = declared, Content = content }).Value!.Select(image => image.MimeType)
            .ShouldBe(type is null ? [] : [type]);

    [Theory]
    [InlineData(null, "attachment attachment-1: content must be base64 string")]
    [InlineData("", "attachment attachment-1: exceeds size limit (0 > 100 bytes)")]
    [InlineData("abc", "attachment attachment-1: invalid base64 content")]
    [InlineData("ab!?", "attachment attachment-1: invalid base64 content")]
    public void What_is_no_base64_is_refused(string? content, string message) =>
        Decode(new ChatAttachment { MimeType = "image/png", Content = content }).Error!.Message.ShouldBe(message);

    [Fact]
    public void A_size_is_judged_before_anything_is_decoded()
    {
        // Not base64 at all, yet it is the size that is complained of: nobody looked further.
        string huge = new('!', 4_000_000);

        Decode(new ChatAttachment { FileName = "big.png", Content = huge }).Error!.Message
            .ShouldBe("attachment big.png: exceeds size limit (3000000 > 100 bytes)");
    }

    private static GatewayResult<IReadOnlyList<TurnAttachment>> Decode(ChatAttachment attachment) => ChatImages.Decode([attachment], 100);
}
