using System.Collections.Concurrent;
using System.Text.Json;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Schemas;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Conformance.Silo;

/// <summary>Holds every frame a gateway sends against the shapes it should have.</summary>
internal sealed class ShapeWitness
{
    private static readonly Dictionary<string, string> EventShapes = new(StringComparer.Ordinal)
    {
        [EventNames.Agent] = "AgentEvent",
        [EventNames.Chat] = "ChatEvent",
        [EventNames.Tick] = "TickEvent",
        [EventNames.Shutdown] = "ShutdownEvent",
        [EventNames.DevicePairRequested] = "DevicePairRequestedEvent",
        [EventNames.DevicePairResolved] = "DevicePairResolvedEvent",
        [EventNames.NodeInvokeRequest] = "NodeInvokeRequestEvent",
    };

    private static readonly Dictionary<string, string> ResultShapes = new(StringComparer.Ordinal)
    {
        [MethodNames.Connect] = "HelloOk",
        [MethodNames.AgentIdentityGet] = "AgentIdentityResult",
        [MethodNames.AgentsList] = "AgentsListResult",
        [MethodNames.ModelsList] = "ModelsListResult",
        [MethodNames.ChannelsStatus] = "ChannelsStatusResult",
        [MethodNames.LogsTail] = "LogsTailResult",
        [MethodNames.ConfigSchema] = "ConfigSchemaResponse",
    };

    // Lists inside answers whose elements have a shape of their own.
    private static readonly (string Owner, string Key, string Shape)[] Parts =
    [
        ("AgentsListResult", "agents", "AgentSummary"),
        ("ModelsListResult", "models", "ModelChoice"),
        ("Snapshot", "presence", "PresenceEntry"),
        ("presence", "presence", "PresenceEntry"),
    ];

    // The original sends these beside what its shapes name, and its clients read them.
    private static readonly (string Shape, string Key)[] SentBeyondTheShape = [("AgentEvent", "sessionKey"), ("ModelChoice", "input")];

    private readonly ConcurrentDictionary<string, string?> _seen = new(StringComparer.Ordinal);

    /// <summary>Names of the shapes that were met.</summary>
    internal IReadOnlyCollection<string> Seen => [.. _seen.Keys];

    /// <summary>What was sent under a name that does not fit it; null when all did.</summary>
    internal string? MisfitOf(string shape) => _seen.GetValueOrDefault(shape);

    /// <summary>Looks at a frame.</summary>
    /// <param name="frame">As the gateway sent it.</param>
    /// <param name="method">The method a response answers, where that is known.</param>
    internal void See(JsonElement frame, string? method)
    {
        Check("GatewayFrame", frame);
        if (Get(frame, "event") is { ValueKind: JsonValueKind.String } name)
        {
            Check("EventFrame", frame);
            CheckIf(frame, "stateVersion", "StateVersion");
            SeePayload(EventShapes.GetValueOrDefault(name.GetString()!) ?? name.GetString()!, Get(frame, "payload"));
            return;
        }

        Check("ResponseFrame", frame);
        CheckIf(frame, "error", "ErrorShape");
        if (method is not null && Get(frame, "ok") is { ValueKind: JsonValueKind.True })
        {
            SeePayload(ResultShapes.GetValueOrDefault(method) ?? method, Get(frame, "payload"));
        }
    }

    private void SeePayload(string name, JsonElement? payload)
    {
        if (payload is not { } value)
        {
            return;
        }

        if (WireShapes.All.ContainsKey(name))
        {
            Check(name, value);
        }

        foreach (var part in Parts.Where(part => part.Owner == name && Get(value, part.Key) is { ValueKind: JsonValueKind.Array }))
        {
            CheckEach(part.Shape, Get(value, part.Key)!.Value);
        }

        if (name == MethodNames.SystemPresence)
        {
            CheckEach("PresenceEntry", value);
        }

        if (name == "HelloOk" && Get(value, "snapshot") is { } snapshot)
        {
            SeePayload("Snapshot", snapshot);
            CheckIf(snapshot, "stateVersion", "StateVersion");
        }
    }

    private void CheckEach(string shape, JsonElement list)
    {
        foreach (var item in list.EnumerateArray())
        {
            Check(shape, item);
        }
    }

    private void CheckIf(JsonElement owner, string key, string shape)
    {
        if (Get(owner, key) is { } value)
        {
            Check(shape, value);
        }
    }

    private void Check(string name, JsonElement value)
    {
        const int longest = 300;
        var errors = WireShapes.All[name].Explain(value)
            .Where(error => !SentBeyondTheShape.Any(beyond => beyond.Key == error.UnexpectedProperty && IsAbout(error, name, beyond.Shape)))
            .ToList();
        var text = value.GetRawText();
        var misfit = errors.Count == 0 ? null : $"the gateway sent {(text.Length > longest ? text[..longest] + "…" : text)}: {ValidationErrors.Format(errors)}";
        _seen.AddOrUpdate(name, misfit, (_, before) => before ?? misfit);
    }

    // A list of the shape is told of where its elements are.
    private static bool IsAbout(ValidationError error, string name, string shape) =>
        name == shape || (name == "ModelsListResult" && shape == "ModelChoice" && error.Path.StartsWith("/models/", StringComparison.Ordinal));

    private static JsonElement? Get(JsonElement owner, string key) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(key, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
