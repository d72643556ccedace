using System.Text.Json;
using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Nodes;

/// <summary>
/// The runs that nodes were asked for, with the session each was asked for from: a node speaks of these, and in that session only
/// (E11). In memory; what is forgotten is not told.
/// </summary>
internal sealed class NodeRuns(TimeProvider time)
{
    /// <summary>A command that takes longer ends untold. Arbitrary: a working day and more.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Runs kept for a tenant; the oldest goes first. Arbitrary.</summary>
    private const int MaxRuns = 4096;

    private readonly Dictionary<(string NodeId, string RunId), Run> _runs = [];

    /// <summary>Remembers the run, if the invocation names one and its session.</summary>
    public void Add(NodeInvocation invocation)
    {
        if (Read(invocation.ParamsJson) is not ({ } runId, { } sessionKey))
        {
            return;
        }

        if (_runs.Count >= MaxRuns)
        {
            _runs.Remove(_runs.MinBy(static entry => entry.Value.Since).Key);
        }

        _runs[(invocation.NodeId, runId)] = new Run(sessionKey, time.GetTimestamp());
    }

    /// <summary>The session, as the invocation named it; null when the node was not asked for such a run, or told its end.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="runId">The run.</param>
    /// <param name="isOver">Whether this is the last that is told of it.</param>
    public string? SessionOf(string nodeId, string runId, bool isOver)
    {
        if (!_runs.TryGetValue((nodeId, runId), out Run? run))
        {
            return null;
        }

        bool isAlive = time.GetElapsedTime(run.Since) <= Life;
        if (isOver || !isAlive)
        {
            _runs.Remove((nodeId, runId));
        }

        return isAlive ? run.SessionKey : null;
    }

    private static (string? RunId, string? SessionKey) Read(string? json)
    {
        if (json is null)
        {
            return default;
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return (Text(document.RootElement, "runId"), Text(document.RootElement, "sessionKey"));
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;

    private sealed record Run(string SessionKey, long Since);
}
