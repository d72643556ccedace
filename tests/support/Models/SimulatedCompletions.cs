using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Models;

/// <summary>OpenAI's chat completions.</summary>
internal sealed class SimulatedCompletions : SimulatedWire
{
    public override IEnumerable<ModelFrame> Stream(ModelReply reply, string model)
    {
        yield return Chunk(model, new JsonObject { ["role"] = "assistant", ["content"] = "" });
        var tool = 0;
        foreach (var step in reply.Steps)
        {
            switch (step)
            {
                case ModelStep.Text text:
                    yield return Chunk(model, new JsonObject { ["content"] = text.Value });
                    break;
                case ModelStep.Reasoning thought:
                    yield return Chunk(model, new JsonObject { ["reasoning_content"] = thought.Value });
                    break;
                case ModelStep.ToolCall call:
                    var (first, second) = Halves(call.Arguments);
                    yield return Tool(model, tool, call.Id, call.Name, first);
                    yield return Tool(model, tool++, null, null, second);
                    break;
                case ModelStep.Failure failure:
                    yield return ModelFrame.Event(Error(failure.Code, failure.Message));
                    break;
                case ModelStep.End:
                    yield break;
                default:
                    yield return step is ModelStep.Raw raw ? new ModelFrame(raw.Bytes, null) : ModelFrame.Of(step);
                    break;
            }
        }

        yield return Chunk(model, [], Finish(reply));
        var usage = Body(model, "chat.completion.chunk", []);
        usage["usage"] = Usage(reply.Usage);
        yield return ModelFrame.Event(usage);
        yield return ModelFrame.Text("data: [DONE]\n\n");
    }

    public override JsonObject Whole(ModelReply reply, string model)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = TextOf(reply) };
        if (reply.CallsTools)
        {
            message["tool_calls"] = new JsonArray([.. reply.Steps.OfType<ModelStep.ToolCall>().Select(JsonNode (c) => new JsonObject
            {
                ["id"] = c.Id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = c.Name, ["arguments"] = c.Arguments },
            })]);
        }

        var body = Body(model, "chat.completion", [new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = Finish(reply) }]);
        body["usage"] = Usage(reply.Usage);
        return body;
    }

    private static string Finish(ModelReply reply) => reply.FinishReason ?? (reply.CallsTools ? "tool_calls" : "stop");

    private static JsonObject Body(string model, string kind, JsonArray choices) => new()
    {
        ["id"] = "chatcmpl-1", ["object"] = kind, ["created"] = 1_767_268_800, ["model"] = model, ["choices"] = choices,
    };

    private static ModelFrame Chunk(string model, JsonObject delta, string? finish = null) => ModelFrame.Event(Body(
        model, "chat.completion.chunk", [new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }]));

    private static ModelFrame Tool(string model, int index, string? id, string? name, string arguments)
    {
        var call = new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = arguments } };
        if (id is not null)
        {
            call["id"] = id;
            call["type"] = "function";
            call["function"]!["name"] = name;
        }

        return Chunk(model, new JsonObject { ["tool_calls"] = new JsonArray(call) });
    }

    private static JsonObject Usage(SimulatedUsage usage)
    {
        var input = usage.Input + usage.CacheRead + usage.CacheWrite;
        return new JsonObject
        {
            ["prompt_tokens"] = input, ["completion_tokens"] = usage.Output, ["total_tokens"] = input + usage.Output,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead, ["cache_write_tokens"] = usage.CacheWrite },
        };
    }
}
