using System.Collections.Concurrent;
using System.Text;

namespace Moltbot.TestSupport.Models;

/// <summary>
/// What a simulated model answers, the same on every wire. Immutable: each method gives a new reply. Frames are encoded once
/// a wire and model, so that a load test measures the client.
/// </summary>
public sealed class ModelReply
{
    private readonly ConcurrentDictionary<(SimulatedWire, string), IReadOnlyList<ModelFrame>> frames = new();

    private ModelReply(IReadOnlyList<ModelStep> steps) => Steps = steps;

    /// <summary>The status; 200 streams the steps, another sends <see cref="ErrorBody"/>.</summary>
    public int StatusCode { get; private init; } = 200;

    /// <summary>The response's content type.</summary>
    public string ContentType { get; private init; } = "text/event-stream";

    /// <summary>Extra response headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The body when not streaming; null = the wire's own error shape.</summary>
    public string? ErrorBody { get; private init; }

    /// <summary>The finish reason in the wire's own words; null = what fits the steps.</summary>
    public string? FinishReason { get; private init; }

    internal ModelGate? Hold { get; private init; }

    internal SimulatedUsage Usage { get; private init; } = new(10, 5, 0, 0);

    internal IReadOnlyList<ModelStep> Steps { get; }

    internal bool CallsTools => Steps.Any(s => s is ModelStep.ToolCall);

    /// <summary>Answers a text in one or more pieces.</summary>
    public static ModelReply Text(params string[] pieces) => new([.. pieces.Select(p => new ModelStep.Text(p))]);

    /// <summary>Answers nothing yet; add steps.</summary>
    public static ModelReply Empty { get; } = new([]);

    /// <summary>Answers an HTTP error.</summary>
    /// <param name="status">Any status but 200.</param>
    /// <param name="body">The body; JSON unless <paramref name="contentType"/> says otherwise.</param>
    /// <param name="contentType">The body's type.</param>
    public static ModelReply Status(int status, string body = "", string contentType = "application/json") =>
        new([]) { StatusCode = status, ErrorBody = body, ContentType = contentType };

    /// <summary>Answers 200 with a body that is not a stream.</summary>
    public static ModelReply Body(string body, string contentType) => new([]) { ErrorBody = body, ContentType = contentType };

    /// <summary>Then a piece of text.</summary>
    public ModelReply ThenText(string piece) => With(new ModelStep.Text(piece));

    /// <summary>Then a piece of reasoning.</summary>
    public ModelReply ThenReasoning(string piece) => With(new ModelStep.Reasoning(piece));

    /// <summary>Then a tool call.</summary>
    public ModelReply ThenToolCall(string id, string name, string arguments) => With(new ModelStep.ToolCall(id, name, arguments));

    /// <summary>Then a failure inside the stream, in the wire's shape.</summary>
    public ModelReply ThenFailure(string code, string message) => With(new ModelStep.Failure(code, message));

    /// <summary>Then these bytes, as they are.</summary>
    public ModelReply ThenRaw(string text) => ThenRaw(Encoding.UTF8.GetBytes(text));

    /// <summary>Then these bytes, as they are.</summary>
    public ModelReply ThenRaw(byte[] bytes) => With(new ModelStep.Raw(bytes));

    /// <summary>Then waits at a barrier.</summary>
    public ModelReply ThenGate(ModelGate gate) => With(new ModelStep.Gate(gate));

    /// <summary>Then says nothing more until the client goes.</summary>
    public ModelReply ThenStall() => With(new ModelStep.Stall());

    /// <summary>Then the connection breaks.</summary>
    public ModelReply ThenBreak() => With(new ModelStep.Break());

    /// <summary>Then the response ends, without the wire's sign of the end.</summary>
    public ModelReply ThenEnd() => With(new ModelStep.End());

    /// <summary>Counts these tokens; the four do not overlap.</summary>
    public ModelReply WithUsage(long input, long output, long cacheRead = 0, long cacheWrite = 0) =>
        Copy(Steps, usage: new SimulatedUsage(input, output, cacheRead, cacheWrite));

    /// <summary>Ends for this reason, in the wire's own words.</summary>
    public ModelReply WithFinishReason(string reason) => Copy(Steps, finishReason: reason);

    /// <summary>Does not even begin to answer before this barrier opens.</summary>
    public ModelReply HeldBy(ModelGate gate) => Copy(Steps, hold: gate);

    /// <summary>With a response header more.</summary>
    public ModelReply WithHeader(string name, string value) =>
        Copy(Steps, headers: new Dictionary<string, string>(Headers, StringComparer.Ordinal) { [name] = value });

    internal IReadOnlyList<ModelFrame> Frames(SimulatedWire wire, string model) =>
        frames.GetOrAdd((wire, model), static (key, reply) => [.. key.Item1.Stream(reply, key.Item2)], this);

    private ModelReply With(ModelStep step) => Copy([.. Steps, step]);

    private ModelReply Copy(
        IReadOnlyList<ModelStep> steps, SimulatedUsage? usage = null, string? finishReason = null,
        IReadOnlyDictionary<string, string>? headers = null, ModelGate? hold = null) => new(steps)
        {
            StatusCode = StatusCode, ContentType = ContentType, ErrorBody = ErrorBody,
            Headers = headers ?? Headers, FinishReason = finishReason ?? FinishReason, Usage = usage ?? Usage, Hold = hold ?? Hold,
        };
}
