using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Models;

/// <summary>How one provider API says what a <see cref="ModelReply"/> holds.</summary>
internal abstract class SimulatedWire
{
    public static readonly SimulatedWire Completions = new SimulatedCompletions();
    public static readonly SimulatedWire Responses = new SimulatedResponses();
    public static readonly SimulatedWire Anthropic = new SimulatedAnthropic();

    public static SimulatedWire? ForPath(string path) =>
        path.EndsWith("/chat/completions", StringComparison.Ordinal) ? Completions
        : path.EndsWith("/responses", StringComparison.Ordinal) ? Responses
        : path.EndsWith("/messages", StringComparison.Ordinal) ? Anthropic
        : null;

    /// <summary>The credential a request shows; null when none.</summary>
    public virtual string? KeyOf(Microsoft.AspNetCore.Http.IHeaderDictionary headers) =>
        headers.Authorization.ToString() is { Length: > 7 } value && value.StartsWith("Bearer ", StringComparison.Ordinal)
            ? value[7..]
            : null;

    /// <summary>The streamed answer.</summary>
    public abstract IEnumerable<ModelFrame> Stream(ModelReply reply, string model);

    /// <summary>The same answer in one body.</summary>
    public abstract JsonObject Whole(ModelReply reply, string model);

    /// <summary>The wire's shape of an error.</summary>
    public virtual JsonObject Error(string code, string message) => new()
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = code, ["code"] = code },
    };

    protected static (string First, string Second) Halves(string text) => (text[..(text.Length / 2)], text[(text.Length / 2)..]);

    protected static string TextOf(ModelReply reply) => string.Concat(reply.Steps.OfType<ModelStep.Text>().Select(t => t.Value));
}
