using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Models;

/// <summary>OpenAI's responses API.</summary>
internal sealed class SimulatedResponses : SimulatedWire
{
    public override IEnumerable<ModelFrame> Stream(ModelReply reply, string model)
    {
        yield return Event("response.created", ("response", Response(model, "in_progress", [], null)));
        foreach (var step in reply.Steps)
        {
            switch (step)
            {
                case ModelStep.Text text:
                    yield return Event("response.output_text.delta", ("delta", text.Value), ("output_index", 0));
                    break;
                case ModelStep.Reasoning thought:
                    yield return Event("response.reasoning_summary_text.delta", ("delta", thought.Value), ("output_index", 0));
                    yield return Event("response.output_item.done", ("item", new JsonObject
                    {
                        ["type"] = "reasoning", ["id"] = "rs_1", ["summary"] = new JsonArray(), ["encrypted_content"] = "sealed",
                    }));
                    break;
                case ModelStep.ToolCall call:
                    var (first, second) = Halves(call.Arguments);
                    yield return Event("response.function_call_arguments.delta", ("delta", first));
                    yield return Event("response.function_call_arguments.delta", ("delta", second));
                    yield return Event("response.output_item.done", ("item", Call(call)));
                    break;
                case ModelStep.Failure failure:
                    yield return Event("error", ("code", failure.Code), ("message", failure.Message));
                    break;
                case ModelStep.End:
                    yield break;
                default:
                    yield return step is ModelStep.Raw raw ? new ModelFrame(raw.Bytes, null) : ModelFrame.Of(step);
                    break;
            }
        }

        var isCut = reply.FinishReason is not null;
        yield return Event(isCut ? "response.incomplete" : "response.completed",
            ("response", Response(model, isCut ? "incomplete" : "completed", Output(reply), reply)));
    }

    public override JsonObject Whole(ModelReply reply, string model) =>
        Response(model, reply.FinishReason is null ? "completed" : "incomplete", Output(reply), reply);

    private static JsonArray Output(ModelReply reply)
    {
        var output = new JsonArray();
        if (TextOf(reply) is { Length: > 0 } text)
        {
            output.Add(new JsonObject
            {
                ["type"] = "message", ["id"] = "msg_1", ["role"] = "assistant", ["status"] = "completed",
                ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
            });
        }

        foreach (var call in reply.Steps.OfType<ModelStep.ToolCall>())
        {
            output.Add(Call(call));
        }

        return output;
    }

    private static JsonObject Call(ModelStep.ToolCall call) => new()
    {
        ["type"] = "function_call", ["id"] = "fc_" + call.Id, ["call_id"] = call.Id, ["name"] = call.Name,
        ["arguments"] = call.Arguments, ["status"] = "completed",
    };

    private static JsonObject Response(string model, string status, JsonArray output, ModelReply? reply)
    {
        var body = new JsonObject
        {
            ["id"] = "resp_1", ["object"] = "response", ["created_at"] = 1_767_268_800, ["status"] = status, ["model"] = model,
            ["output"] = output, ["error"] = null,
            ["incomplete_details"] = reply?.FinishReason is { } reason ? new JsonObject { ["reason"] = reason } : null,
        };
        if (reply?.Usage is { } usage)
        {
            var input = usage.Input + usage.CacheRead + usage.CacheWrite;
            body["usage"] = new JsonObject
            {
                ["input_tokens"] = input, ["output_tokens"] = usage.Output, ["total_tokens"] = input + usage.Output,
                ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead },
            };
        }

        return body;
    }

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
