using System.Text.Json;
using Moltbot.Protocol.Schemas;
using Moltbot.TestSupport.Wire;

namespace Moltbot.TestSupport.Gateway;

/// <summary>Checks what a gateway really sends against the shapes of protocol 3.</summary>
public static class WireShape
{
    /// <summary>Fails with all reasons when the value does not fit.</summary>
    /// <param name="value">What was sent.</param>
    /// <param name="shape">A name in <see cref="WireShapes.All"/>, such as <c>HelloOk</c>.</param>
    /// <exception cref="WireShapeException">It does not fit.</exception>
    public static void Check(JsonElement value, string shape)
    {
        if (Reasons(value, shape) is { } reasons)
        {
            throw new WireShapeException($"{shape}: {reasons}\n{value.GetRawText()}");
        }
    }

    /// <summary>Why the value does not fit, null when it does.</summary>
    public static string? Reasons(JsonElement value, string shape)
    {
        var errors = WireShapes.All[shape].Explain(value);
        return errors.Count == 0 ? null : ValidationErrors.Format(errors);
    }
}
