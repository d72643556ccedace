using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Models;

/// <summary>Anthropic's messages API.</summary>
internal sealed class SimulatedAnthropic : SimulatedWire
{
    public override string? KeyOf(IHeaderDictionary headers) =>
        headers["x-api-key"].ToString() is { Length: > 0 } key ? key : base.KeyOf(headers);

    public override JsonObject Error(string code, string message) => new()
    {
        ["type"] = "error", ["error"] = new JsonObject { ["type"] = code, ["message"] = message },
    };

    public override IEnumerable<ModelFrame> Stream(ModelReply reply, string model)
    {
        yield return Event("message_start", ("message", Message(model, [], null, Usage(reply.Usage, output: 1))));
        yield return Event("ping");
        var index = 0;
        foreach (var step in reply.Steps)
        {
            switch (step)
            {
                case ModelStep.Text text:
                    yield return Start(index, new JsonObject { ["type"] = "text", ["text"] = "" });
                    yield return Delta(index, "text_delta", "text", text.Value);
                    yield return Stop(index++);
                    break;
                case ModelStep.Reasoning thought:
                    yield return Start(index, new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" });
                    yield return Delta(index, "thinking_delta", "thinking", thought.Value);
                    yield return Delta(index, "signature_delta", "signature", "signed");
                    yield return Stop(index++);
                    break;
                case ModelStep.ToolCall call:
                    var (first, second) = Halves(call.Arguments);
                    yield return Start(index, new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = new JsonObject() });
                    yield return Delta(index, "input_json_delta", "partial_json", first);
                    yield return Delta(index, "input_json_delta", "partial_json", second);
                    yield return Stop(index++);
                    break;
                case ModelStep.Failure failure:
                    yield return ModelFrame.Event(Error(failure.Code, failure.Message), "error");
                    break;
                case ModelStep.End:
                    yield break;
                default:
                    yield return step is ModelStep.Raw raw ? new ModelFrame(raw.Bytes, null) : ModelFrame.Of(step);
                    break;
            }
        }

        yield return Event("message_delta",
            ("delta", new JsonObject { ["stop_reason"] = Finish(reply), ["stop_sequence"] = null }),
            ("usage", new JsonObject { ["output_tokens"] = reply.Usage.Output }));
        yield return Event("message_stop");
    }

    public override JsonObject Whole(ModelReply reply, string model)
    {
        var content = new JsonArray();
        if (TextOf(reply) is { Length: > 0 } text)
        {
            content.Add(new JsonObject { ["type"] = "text", ["text"] = text });
        }

        foreach (var call in reply.Steps.OfType<ModelStep.ToolCall>())
        {
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = call.Id, ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments) });
        }

        return Message(model, content, Finish(reply), Usage(reply.Usage, reply.Usage.Output));
    }

    private static string Finish(ModelReply reply) => reply.FinishReason ?? (reply.CallsTools ? "tool_use" : "end_turn");

    private static JsonObject Usage(SimulatedUsage usage, long output) => new()
    {
        ["input_tokens"] = usage.Input, ["output_tokens"] = output,
        ["cache_read_input_tokens"] = usage.CacheRead, ["cache_creation_input_tokens"] = usage.CacheWrite,
    };

    private static JsonObject Message(string model, JsonArray content, string? stop, JsonObject usage) => new()
    {
        ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = model, ["content"] = content,
        ["stop_reason"] = stop, ["usage"] = usage,
    };

    private static ModelFrame Start(int index, JsonObject block) => Event("content_block_start", ("index", index), ("content_block", block));

    private static ModelFrame Delta(int index, string type, string member, string value) => Event(
        "content_block_delta", ("index", index), ("delta", new JsonObject { ["type"] = type, [member] = value }));

    private static ModelFrame Stop(int index) => Event("content_block_stop", ("index", index));

    private static ModelFrame Event(string type, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            data[name] = value;
        }

        return ModelFrame.Event(data, type);
    }
}
