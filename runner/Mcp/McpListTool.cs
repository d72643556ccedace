using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Mcp;

/// <summary><c>tools.mcp</c>: which tools a server says it has. It is begun for the question and ended with it.</summary>
internal sealed class McpListTool(McpConnector connector, McpLimits limits) : IRunnerTool
{
    /// <inheritdoc/>
    public string Name => "mcp";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var server = call.Params.Mcp!;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Deadline, call.Cancelled);
        McpClient? client = null;
        try
        {
            client = await connector.Connect(call, server, either.Token);
            return call.Done("") with { McpTools = await List(client, either.Token) };
        }
        catch (McpFailure failure)
        {
            return call.Failed(failure.Message) with { Outcome = ToolOutcomes.Unavailable };
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return call.Cancelled.IsCancellationRequested
                ? call.Failed("it was cancelled") with { Outcome = ToolOutcomes.Cancelled }
                : call.Failed("it did not answer in time") with { Outcome = ToolOutcomes.Timeout };
        }
        catch (Exception failure) when (failure is not SandboxFailure)
        {
            return call.Failed("it does not say what tools it has as it should");
        }
        finally
        {
            if (client is not null)
            {
                await client.DisposeAsync();
            }
        }
    }

    private async Task<IReadOnlyList<ToolMcpTool>> List(McpClient client, CancellationToken cancel)
    {
        List<ToolMcpTool> tools = [];
        string? next = null;
        for (var page = 0; page < limits.ListPages && tools.Count < ToolMcpTool.Most; page++)
        {
            var said = await client.ListToolsAsync(new ListToolsRequestParams { Cursor = next }, cancel).AsTask().WaitAsync(cancel);
            tools.AddRange(said.Tools
                .Where(static tool => tool.Name is { Length: > 0 and <= ToolMcpTool.MaxName } && tool.InputSchema.GetRawText().Length <= ToolMcpTool.MaxSchema)
                .Select(static tool => new ToolMcpTool { Name = tool.Name, Description = Cut(tool.Description), Schema = tool.InputSchema.Clone() }));
            next = said.NextCursor;
            if (string.IsNullOrEmpty(next))
            {
                break;
            }
        }

        return [.. tools.Take(ToolMcpTool.Most)];
    }

    private static string? Cut(string? description) => description is { Length: > ToolMcpTool.MaxDescription } ? description[..ToolMcpTool.MaxDescription] : description;
}
