using System.Buffers;
using System.Text;
using System.Text.Json;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Connection;

/// <summary>The frames that answer what a gateway asked of this node (<c>node.invoke.result</c>).</summary>
internal static class ToolAnswers
{
    /// <summary>The answer to a call. A text whose frame the gateway would not take is cut until it does; files that have no room are for later, and the last tools of a server are left out.</summary>
    public static ReadOnlyMemory<byte> Of(string invokeId, string nodeId, ToolRunResult result)
    {
        while (true)
        {
            var frame = Frame(new NodeInvokeResultParams
            {
                Id = invokeId,
                NodeId = nodeId,
                Ok = true,
                PayloadJson = JsonSerializer.Serialize(result, RunnerJson.Default.ToolRunResult),
            });
            if (frame.Length <= ProtocolLimits.MaxPayloadBytes || (result.Text.Length == 0 && result.Files is null && result.McpTools is not { Count: > 0 }))
            {
                return frame;
            }

            if (result.Files is { } files)
            {
                result = result with { Files = WithoutLast(files) };
                continue;
            }

            if (result.McpTools is { Count: > 0 } tools)
            {
                result = result with { McpTools = [.. tools.Take(tools.Count - 1)] };
                continue;
            }

            result = result with { Text = result.Text[..(result.Text.Length / 2)], Truncated = true };
        }
    }

    /// <summary>What there is of sandboxes. Of those that have no room in a frame the ones used longest ago are left out.</summary>
    public static ReadOnlyMemory<byte> Of(string invokeId, string nodeId, ToolSandboxesResult result)
    {
        while (true)
        {
            var frame = Frame(new NodeInvokeResultParams
            {
                Id = invokeId,
                NodeId = nodeId,
                Ok = true,
                PayloadJson = JsonSerializer.Serialize(result, RunnerJson.Default.ToolSandboxesResult),
            });
            if (frame.Length <= ProtocolLimits.MaxPayloadBytes || result.Sandboxes.Count == 0)
            {
                return frame;
            }

            result = result with { Sandboxes = [.. result.Sandboxes.Take(result.Sandboxes.Count / 2)], More = true };
        }
    }

    /// <summary>A step with a workspace, which was made to fit.</summary>
    public static ReadOnlyMemory<byte> Of(string invokeId, string nodeId, ToolWorkspaceResult result) => Frame(new NodeInvokeResultParams
    {
        Id = invokeId,
        NodeId = nodeId,
        Ok = true,
        PayloadJson = JsonSerializer.Serialize(result, RunnerJson.Default.ToolWorkspaceResult),
    });

    private static List<ToolContextFile>? WithoutLast(IReadOnlyList<ToolContextFile> files)
    {
        var place = files.Count - 1;
        while (place >= 0 && files[place].Head is null)
        {
            place--;
        }

        if (place < 0)
        {
            return null;
        }

        List<ToolContextFile> kept = [.. files];
        kept[place] = new ToolContextFile { Name = kept[place].Name, Later = true };
        return kept;
    }

    /// <summary>Done, with nothing to tell.</summary>
    public static ReadOnlyMemory<byte> Done(string invokeId, string nodeId) =>
        Frame(new NodeInvokeResultParams { Id = invokeId, NodeId = nodeId, Ok = true, PayloadJson = "{}" });

    /// <summary>The runner itself failed, or does not know what it was asked.</summary>
    public static ReadOnlyMemory<byte> Failed(string invokeId, string nodeId, string code, string message) =>
        Frame(new NodeInvokeResultParams { Id = invokeId, NodeId = nodeId, Ok = false, Error = new NodeError { Code = code, Message = message } });

    private static ReadOnlyMemory<byte> Frame(NodeInvokeResultParams answer)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.WriteRequest(
            output, Encoding.UTF8.GetBytes($"\"{Guid.NewGuid():N}\""), MethodNames.NodeInvokeResult,
            JsonSerializer.SerializeToUtf8Bytes(answer, NodesMethods.InvokeResult.ParamsInfo));
        return output.WrittenMemory;
    }
}
