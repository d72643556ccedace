using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Conformance;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Protocol.Tests.Methods;

/// <summary>What the original sent and received reads into our records, and our records write the same again.</summary>
public sealed class RecordedConversationTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, JsonTypeInfo> EventInfos = new(StringComparer.Ordinal)
    {
        ["connect.challenge"] = EventsJson.Default.ConnectChallenge,
        ["agent"] = EventsJson.Default.AgentEvent,
        ["chat"] = EventsJson.Default.ChatEvent,
        ["presence"] = EventsJson.Default.PresenceEvent,
        ["tick"] = EventsJson.Default.TickEvent,
        ["talk.mode"] = EventsJson.Default.TalkModeEvent,
        ["shutdown"] = EventsJson.Default.ShutdownEvent,
        ["health"] = EventsJson.Default.HealthSummary,
        ["heartbeat"] = EventsJson.Default.HeartbeatEvent,
        ["cron"] = EventsJson.Default.CronEvent,
        ["node.pair.requested"] = EventsJson.Default.NodePairRequest,
        ["node.pair.resolved"] = EventsJson.Default.NodePairResolved,
        ["node.invoke.request"] = EventsJson.Default.NodeInvokeRequest,
        ["device.pair.requested"] = EventsJson.Default.DevicePairRequest,
        ["device.pair.resolved"] = EventsJson.Default.DevicePairResolved,
        ["voicewake.changed"] = EventsJson.Default.VoiceWakeChanged,
        ["exec.approval.requested"] = EventsJson.Default.ExecApprovalRequested,
        ["exec.approval.resolved"] = EventsJson.Default.ExecApprovalResolved,
    };

    [Fact]
    public void Every_event_has_a_record() => EventInfos.Keys.ShouldBe(EventNames.All, ignoreOrder: true);

    [Fact]
    public void Events_are_written_as_recorded()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (id, frame) in Received().Where(each => (string?)each.Frame["type"] == "event"))
        {
            var name = (string)frame["event"]!;
            seen.Add(name);
            ShouldComeBack(id, name, frame["payload"], EventInfos[name]);
        }

        output.WriteLine(string.Join(' ', seen));
        seen.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Results_are_written_as_recorded()
    {
        var infos = Served.ResultInfos();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (id, steps) in Conversations())
        {
            var methods = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var step in steps)
            {
                if (step["frame"] is not JsonObject frame || frame["id"] is not { } requestId)
                {
                    continue;
                }

                var request = $"{step["who"]} {requestId}";
                if ((string?)step["dir"] == "->")
                {
                    methods[request] = (string?)frame["method"] ?? string.Empty;
                }
                else if (frame["payload"] is { } payload && infos.TryGetValue(methods.GetValueOrDefault(request, ""), out var candidates))
                {
                    seen.Add(methods[request]);
                    ShouldComeBack(id, methods[request], payload, candidates);
                }
            }
        }

        output.WriteLine(string.Join(' ', seen));
        seen.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Params_are_read_as_recorded()
    {
        var methods = Served.All().ToDictionary(each => each.Name, StringComparer.Ordinal);
        var read = 0;
        foreach (var (id, steps) in Conversations())
        {
            foreach (var frame in steps.Where(each => (string?)each["dir"] == "->").Select(each => each["frame"]).OfType<JsonObject>())
            {
                if (!methods.TryGetValue((string?)frame["method"] ?? "", out var method) || frame["params"]?["bogus"] is not null
                    || (method is ConnectMethod && frame["params"]?["client"] is null))
                {
                    continue;
                }

                read++;
                var json = Encoding.UTF8.GetBytes(Fill(frame["params"])?.ToJsonString() ?? "null");
                method.Validate(json).ShouldBeNull($"{id} {method.Name}");
            }
        }

        read.ShouldBeGreaterThan(150);
    }

    private static void ShouldComeBack(string id, string name, JsonNode? recorded, params IReadOnlyList<JsonTypeInfo> candidates)
    {
        var sent = Fill(recorded);
        var failures = new List<string>();
        foreach (var info in candidates)
        {
            try
            {
                var again = JsonNode.Parse(JsonSerializer.Serialize(sent.Deserialize(info), info));
                if (CaseComparison.AreEqual(sent, again))
                {
                    return;
                }

                failures.Add($"{info.Type.Name} wrote {again?.ToJsonString()}");
            }
            catch (JsonException e)
            {
                failures.Add($"{info.Type.Name}: {e.Message}");
            }
        }

        failures.ShouldBeEmpty($"{id} {name} {sent?.ToJsonString()}");
    }

    // Placeholders stand for values that vary; numbers among them are numbers again.
    private static JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Fill)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String && (string)value! is "<ms>" or "<seconds>" => 1769817600000,
        _ => node?.DeepClone(),
    };

    private static IEnumerable<(string Id, JsonObject Frame)> Received() =>
        from conversation in Conversations()
        from step in conversation.Steps
        where (string?)step["dir"] == "<-" && step["frame"] is JsonObject
        select (conversation.Id, step["frame"]!.AsObject());

    private static IEnumerable<(string Id, IEnumerable<JsonObject> Steps)> Conversations()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "golden_ws.json")))!;
        return file["cases"]!.AsArray().Select(each => ((string)each!["id"]!, each["steps"]!.AsArray().Select(step => step!.AsObject())));
    }
}
