using System.Text;
using System.Text.Json;
using Moltbot.Policy.Attachments;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Connection;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>Pictures of the workspace, whatever lies there: attacks F1 and F2.</summary>
public sealed class ImageToolTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 1, 2, 3];

    [Theory]
    [InlineData("cat.png")]
    [InlineData("/workspace/cat.png")]
    [InlineData("deep/../cat.png")]
    public async Task A_picture_of_the_workspace_is_read(string path)
    {
        using Bench bench = new();
        File.WriteAllBytes(Path.Combine(bench.Workspace, "cat.png"), Png);

        ToolRunResult result = await bench.Run("image", new { image = path });

        (result.IsError, result.Outcome, result.Text, result.Picture!.Bytes).ShouldBe((false, "done", "", Png.Length));
        result.Picture.Data.ToArray().ShouldBe(Png);
    }

    [Fact]
    public async Task A_large_one_is_read_once_and_sent_in_parts()
    {
        using Bench bench = new();
        byte[] large = Large(Pictures.MaxBytes);
        string file = Path.Combine(bench.Workspace, "large.png");
        File.WriteAllBytes(file, large);
        ToolRunParams first = bench.Call("image", new { image = "large.png" });
        ToolPicture told = (await bench.Executor.Run(first, default)).Picture!;
        File.WriteAllBytes(file, Png);

        var all = new List<byte>(told.Data.ToArray());
        while (all.Count < told.Bytes)
        {
            all.AddRange((await Rest(bench, first.CallId, all.Count)).Picture!.Data.ToArray());
        }

        (told.Bytes, told.Data.Length).ShouldBe((large.Length, ToolPicture.MaxPart));
        all.ToArray().AsSpan().SequenceEqual(large).ShouldBeTrue("it is the picture that was read first");
    }

    [Fact]
    public async Task A_part_is_had_by_the_session_that_read_it_and_not_for_long()
    {
        // T1.
        using Bench bench = new();
        File.WriteAllBytes(Path.Combine(bench.Workspace, "large.png"), Large(400_000));
        ToolRunParams first = bench.Call("image", new { image = "large.png" });
        (await bench.Executor.Run(first, default)).Picture!.Bytes.ShouldBe(400_000);

        foreach (ToolRunContext other in (ToolRunContext[])[
            Bench.Context with { Tenant = "acme" }, Bench.Context with { AgentId = "family" }, Bench.Context with { SessionKey = "agent:main:main" }, Bench.Context with { SandboxKey = "x" }])
        {
            (await Rest(bench, first.CallId, 0, other)).ShouldBe(Gone);
        }

        (await Rest(bench, "call-0", 0)).ShouldBe(Gone);
        (await Rest(bench, first.CallId, -1)).ShouldBe(Gone);
        (await Rest(bench, first.CallId, 400_000)).ShouldBe(Gone);
        (await Rest(bench, first.CallId, 0)).Picture!.Data.Length.ShouldBe(ToolPicture.MaxPart);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await Rest(bench, first.CallId, 399_999)).ShouldBe(Gone);
    }

    [Fact]
    public async Task One_whose_last_part_was_sent_is_not_kept()
    {
        using Bench bench = new();
        File.WriteAllBytes(Path.Combine(bench.Workspace, "large.png"), Large(400_000));
        File.WriteAllBytes(Path.Combine(bench.Workspace, "whole.png"), Large(200_000));
        ToolRunParams large = bench.Call("image", new { image = "large.png" }), whole = bench.Call("image", new { image = "whole.png" });
        await bench.Executor.Run(large, default);
        (await bench.Executor.Run(whole, default)).Picture!.Data.Length.ShouldBe(200_000);

        (await Rest(bench, whole.CallId, 0)).ShouldBe(Gone);
        (await Rest(bench, large.CallId, ToolPicture.MaxPart)).Picture!.Data.Length.ShouldBe(400_000 - ToolPicture.MaxPart);
        (await Rest(bench, large.CallId, 0)).ShouldBe(Gone);
    }

    [Fact]
    public async Task A_tenant_keeps_two_pictures_at_once_and_takes_no_others_place()
    {
        // B4.
        using Bench bench = new();
        ToolRunContext acme = Bench.Context with { Tenant = "acme" };
        File.WriteAllBytes(Path.Combine(bench.Workspace, "large.png"), Large(400_000));
        Directory.CreateDirectory(Path.Combine(bench.State, "workspaces", "acme", "main"));
        File.Copy(Path.Combine(bench.Workspace, "large.png"), Path.Combine(bench.State, "workspaces", "acme", "main", "large.png"));
        ToolRunParams theirs = bench.Call("image", new { image = "large.png" }, acme);
        (await bench.Executor.Run(theirs, default)).IsError.ShouldBeFalse();
        var calls = new List<string>();
        for (int number = 0; number < 10; number++)
        {
            ToolRunParams call = bench.Call("image", new { image = "large.png" });
            (await bench.Executor.Run(call, default)).IsError.ShouldBeFalse();
            calls.Add(call.CallId);
        }

        (await Rest(bench, calls[7], 0)).ShouldBe(Gone);
        (await Rest(bench, calls[8], 0)).IsError.ShouldBeFalse();
        (await Rest(bench, calls[9], 0)).IsError.ShouldBeFalse();
        (await Rest(bench, theirs.CallId, 0, acme)).IsError.ShouldBeFalse();
    }

    [Theory]
    [InlineData("../secret.png", "refused")]
    [InlineData("/etc/passwd", "refused")]
    [InlineData("~/../../secret.png", "refused")]
    [InlineData("file:///workspace/cat.png", "refused")]
    [InlineData("data:image/png;base64,AAAA", "refused")]
    [InlineData("cat.png\0", "refused")]
    [InlineData("link.png", "done")]
    [InlineData("folder/secret.png", "done")]
    [InlineData("own.png", "done")]
    [InlineData("pipe.png", "done")]
    [InlineData("none.png", "done")]
    [InlineData("--help", "done")]
    public async Task What_is_no_file_of_the_workspace_is_not_read(string path, string outcome)
    {
        using Bench bench = new();
        byte[] secret = [.. Png, .. "moltbot-canary-51e9"u8];
        File.WriteAllBytes(Path.Combine(bench.Workspace, "cat.png"), Png);
        string outside = Path.Combine(Path.GetDirectoryName(bench.Workspace)!, "secret.png");
        File.WriteAllBytes(outside, secret);
        File.CreateSymbolicLink(Path.Combine(bench.Workspace, "link.png"), outside);
        File.CreateSymbolicLink(Path.Combine(bench.Workspace, "own.png"), "/workspace/cat.png");
        Directory.CreateSymbolicLink(Path.Combine(bench.Workspace, "folder"), Path.GetDirectoryName(outside)!);
        _ = new Fifo(bench.Workspace, "pipe.png");

        ToolRunResult result = await bench.Run("image", new { image = path });

        (result.IsError, result.Outcome, result.Picture).ShouldBe((true, outcome, null));
        result.Text.ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_sandbox_without_the_workspace_reads_its_own_folder()
    {
        using Bench bench = new();
        File.WriteAllBytes(Path.Combine(bench.Workspace, "cat.png"), Png);

        ToolRunResult none = await bench.Run("image", new { image = "cat.png" }, Bench.Context with { WorkspaceAccess = "none" });
        ToolRunResult seen = await bench.Run("image", new { image = "/agent/cat.png" }, Bench.Context with { WorkspaceAccess = "ro" });

        (none.IsError, none.Text).ShouldBe((true, "there is no file /workspace/cat.png"));
        seen.Picture!.Data.ToArray().ShouldBe(Png);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")]
    [InlineData("<!DOCTYPE html><p>a page")]
    [InlineData("BM000000\0\0\0\0")]
    [InlineData("%PDF-1.7")]
    [InlineData("moltbot-canary-51e9")]
    [InlineData("")]
    public async Task What_is_no_picture_by_its_bytes_is_not_told(string content)
    {
        using Bench bench = new();
        File.WriteAllText(Path.Combine(bench.Workspace, "a.png"), content, new UTF8Encoding(false));

        ToolRunResult result = await bench.Run("image", new { image = "a.png" });

        (result.IsError, result.Text, result.Picture).ShouldBe((true, "it is no PNG, JPEG, GIF or WebP", null));
    }

    [Fact]
    public async Task One_that_is_too_large_is_not_read()
    {
        using Bench bench = new();
        File.WriteAllBytes(Path.Combine(bench.Workspace, "a.png"), Large(Pictures.MaxBytes + 1));

        ToolRunResult result = await bench.Run("image", new { image = "a.png" });

        (result.IsError, result.Text).ShouldBe((true, "/workspace/a.png is too large for this"));
    }

    [Fact]
    public void No_picture_makes_a_frame_that_the_gateway_does_not_take()
    {
        // As base64 these bytes are plus signs, each of which is written as six characters.
        byte[] hostile = [.. Enumerable.Repeat<byte[]>([0xfb, 0xef, 0xbe], ToolPicture.MaxPart / 3).SelectMany(static three => three)];
        ReadOnlyMemory<byte> part = PictureParts.From(hostile, 0);

        var frame = ToolAnswers.Of(new string('i', 100), new string('n', 200), new ToolRunResult { Text = "", IsError = false, Picture = new ToolPicture { Bytes = hostile.Length, Data = part } });

        frame.Length.ShouldBeLessThanOrEqualTo(ProtocolLimits.MaxPayloadBytes);
        string payload = JsonElement.Parse(frame.Span).GetProperty("params").GetProperty("payloadJSON").GetString()!;
        ToolPicture sent = JsonSerializer.Deserialize(payload, RunnerJson.Default.ToolRunResult)!.Picture!;
        sent.Bytes.ShouldBe(hostile.Length);
        sent.Data.Length.ShouldBeGreaterThan(ToolPicture.MaxPart / 10);
        sent.Data.ToArray().ShouldBe(hostile.Take(part.Length));
    }

    private static ToolRunResult Gone => new() { Text = "that part of the picture is not there any more", IsError = true, Outcome = "refused" };

    private static byte[] Large(int size)
    {
        byte[] large = new byte[size];
        new Random(7).NextBytes(large);
        Png.CopyTo(large, 0);
        return large;
    }

    private static Task<ToolRunResult> Rest(Bench bench, string callId, int from, ToolRunContext? context = null) =>
        bench.Executor.Run(bench.Call("image", new { }, context) with { Picture = new ToolPicturePart { CallId = callId, From = from } }, TestContext.Current.CancellationToken);
}
