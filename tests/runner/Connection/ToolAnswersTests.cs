using System.Text.Json;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Connection;

namespace Moltbot.Runner.Tests.Connection;

/// <summary>Answers that a gateway takes, whatever a tool printed.</summary>
public sealed class ToolAnswersTests
{
    [Fact]
    public void What_fits_is_told_whole() =>
        ResultOf(ToolAnswers.Of("i1", "n1", new ToolRunResult { Text = "it's \"done\"\n", IsError = false, ExitCode = 3 }))
            .ShouldBe(new ToolRunResult { Text = "it's \"done\"\n", IsError = false, ExitCode = 3 });

    [Fact]
    public void What_the_gateway_would_not_take_is_cut_and_said_to_be()
    {
        var frame = ToolAnswers.Of("i1", "n1", new ToolRunResult { Text = new string('\u0001', ToolRunParams.MaxOutput), IsError = false });

        frame.Length.ShouldBeLessThanOrEqualTo(ProtocolLimits.MaxPayloadBytes);
        ResultOf(frame).ShouldSatisfyAllConditions(
            result => result.Truncated.ShouldBeTrue(), result => result.Text.Length.ShouldBeGreaterThan(10_000), result => result.Text.ShouldAllBe(static c => c == '\u0001'));
    }

    [Fact]
    public void Files_that_have_no_room_are_for_later()
    {
        // The worst text of the longest file fits alone.
        ToolContextFile[] files = [.. Enumerable.Range(0, 8).Select(static number => new ToolContextFile { Name = $"{number}", Hash = new string('f', 64), Head = new string('\u0001', ContextFiles.MaxChars), Bytes = 1 })];

        var frame = ToolAnswers.Of("i1", "n1", new ToolRunResult { Text = "", IsError = false, Files = files });

        frame.Length.ShouldBeLessThanOrEqualTo(ProtocolLimits.MaxPayloadBytes);
        var told = ResultOf(frame).Files!;
        told[0].ShouldBe(files[0]);
        told.Skip(1).ShouldBe(Enumerable.Range(1, 7).Select(static number => new ToolContextFile { Name = $"{number}", Later = true }));
    }

    [Fact]
    public void Tools_of_a_server_that_have_no_room_are_left_out()
    {
        var schema = JsonSerializer.SerializeToElement(new { type = "object", description = new string('\u0001', 1000) });
        ToolMcpTool[] tools = [.. Enumerable.Range(0, 32).Select(number => new ToolMcpTool { Name = $"{number}", Description = new string('\u0001', 2000), Schema = schema })];

        var frame = ToolAnswers.Of("i1", "n1", new ToolRunResult { Text = "", IsError = false, McpTools = tools });

        frame.Length.ShouldBeLessThanOrEqualTo(ProtocolLimits.MaxPayloadBytes);
        ResultOf(frame).McpTools!.Select(static tool => tool.Name).ShouldBe(tools.Select(static tool => tool.Name).Take(ResultOf(frame).McpTools!.Count));
        ResultOf(frame).McpTools!.Count.ShouldBeInRange(10, 31);
    }

    private static ToolRunResult ResultOf(ReadOnlyMemory<byte> frame)
    {
        var sent = JsonElement.Parse(frame.Span).GetProperty("params");
        sent.GetProperty("id").GetString().ShouldBe("i1");
        sent.GetProperty("nodeId").GetString().ShouldBe("n1");
        sent.GetProperty("ok").GetBoolean().ShouldBeTrue();
        return JsonSerializer.Deserialize(sent.GetProperty("payloadJSON").GetString()!, RunnerJson.Default.ToolRunResult)!;
    }
}
