using System.Text;
using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Tests;

public sealed class FrameTests
{
    [Theory]
    [InlineData("""{"type":"res","id":"a:1:2","ok":true,"payload":{"id":"other","ok":false}}""", nameof(FrameKind.Response), true, "a:1:2")]
    [InlineData("""{"type":"res","id":"x","ok":false,"error":{"code":"UNAVAILABLE","message":"id"}}""", nameof(FrameKind.Response), false, "x")]
    [InlineData("""{"type":"event","event":"chat","payload":{"runId":"a:1:2","state":"final","message":{"runId":"no","state":"delta"}},"seq":3}""", nameof(FrameKind.ChatEnd), true, "a:1:2")]
    [InlineData("""{"type":"event","event":"chat","payload":{"runId":"a:1:2","state":"error","errorMessage":"no"}}""", nameof(FrameKind.ChatEnd), false, "a:1:2")]
    [InlineData("""{"type":"event","event":"chat","payload":{"runId":"a:1:2","state":"delta"}}""", nameof(FrameKind.Other), false, "")]
    [InlineData("""{"type":"event","event":"agent","payload":{"runId":"a:1:2","state":"final"}}""", nameof(FrameKind.Other), false, "")]
    [InlineData("""{"type":"event","event":"health","payload":{"ok":true,"runId":"a","state":"final"}}""", nameof(FrameKind.Other), false, "")]
    public void Tells_answers_and_ends_of_chats_from_the_rest(string text, string kind, bool isOk, string id)
    {
        var frame = Frame.Read(Encoding.UTF8.GetBytes(text));

        frame.Kind.ToString().ShouldBe(kind);
        frame.IsOk.ShouldBe(isOk);
        Encoding.UTF8.GetString(frame.Id).ShouldBe(id);
    }
}
