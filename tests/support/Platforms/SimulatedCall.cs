using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Platforms;

/// <summary>A call that arrived.</summary>
/// <param name="Method">The platform's method.</param>
/// <param name="Body">Its parameters.</param>
/// <param name="At">When, by the server's clock.</param>
public sealed record SimulatedCall(string Method, JsonObject Body, DateTimeOffset At);
