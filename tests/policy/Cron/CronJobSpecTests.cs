using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Cron;

namespace Moltbot.Policy.Tests.Cron;

/// <summary>What a job says, and how it is changed.</summary>
public sealed class CronJobSpecTests
{
    private const string Turn = """{"name":"n","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"m"}}""";

    [Theory]
    [InlineData("""{"name":" "}""", "cron job name is required")]
    [InlineData("""{"name":"a\nb"}""", "name must not have line breaks or other control characters")]
    [InlineData("""{"sessionTarget":"main"}""", "main cron jobs require payload.kind=\"systemEvent\"")]
    [InlineData("""{"payload":{"kind":"systemEvent","text":"t"}}""", "isolated cron jobs require payload.kind=\"agentTurn\"")]
    [InlineData("""{"payload":{"kind":"agentTurn","message":" "}}""", "payload.message is required")]
    [InlineData("""{"schedule":{"kind":"cron","expr":"x"}}""", "CronPattern: invalid configuration format ('x'), exactly five or six space separated parts are required.")]
    public void What_is_wrong_is_named(string change, string problem) => Read(change).Problem.ShouldBe(problem);

    [Fact]
    public void A_text_has_its_limits()
    {
        Read($$$"""{"payload":{"kind":"agentTurn","message":"{{{new string('x', 16_001)}}}"}}""").Problem.ShouldBe("payload.message is too long (16001 > 16000 characters)");
        Read($$"""{"name":"{{new string('x', 201)}}"}""").Problem.ShouldBe("name is too long (201 > 200 characters)");
        Read($$"""{"description":"{{new string('x', 2001)}}"}""").Problem.ShouldBe("description is too long (more than 2000 characters)");
    }

    [Theory]
    [InlineData("""{"deliver":true}""", true)]
    [InlineData("""{"to":"42"}""", true)]
    [InlineData("""{"deliver":false,"to":"42"}""", false)]
    [InlineData("{}", false)]
    public void An_answer_is_sent_when_it_is_said_or_a_chat_is_named(string payload, bool delivers)
    {
        var whole = (JsonObject)JsonNode.Parse(payload)!;
        whole["kind"] = "agentTurn";
        whole["message"] = "m";
        Read(new JsonObject { ["payload"] = whole }.ToJsonString()).Spec!.Delivers.ShouldBe(delivers);
    }

    [Fact]
    public void What_does_not_say_that_it_runs_does_not()
    {
        Read("{}").Spec!.IsEnabled.ShouldBeFalse();
        Read("""{"enabled":true}""").Spec!.IsEnabled.ShouldBeTrue();
    }

    [Fact]
    public void A_change_replaces_what_it_names_and_merges_a_payload_of_the_same_kind()
    {
        CronPatch.Apply(JsonElement.Parse(Turn), (JsonObject)JsonNode.Parse("""{"name":"z","agentId":null,"state":{"lastStatus":"ok"},"payload":{"kind":"agentTurn","to":"7"}}""")!)
            .ToJsonString().ShouldBe(
                """{"name":"z","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"m","to":"7"}}""");
        CronPatch.Apply(JsonElement.Parse(Turn), (JsonObject)JsonNode.Parse("""{"sessionTarget":"main","payload":{"kind":"systemEvent","text":"t"}}""")!)["payload"]!
            .ToJsonString().ShouldBe("""{"kind":"systemEvent","text":"t"}""");
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b","schedule":{"expr":"x","expr":"y"}}""", """{"name":"b","schedule":{"expr":"y","kind":"cron"},"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"enabled":" FALSE ","wakeMode":""}""", """{"enabled":false,"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"schedule":{"at":"2026-01-12 18:00"}}""", """{"schedule":{"kind":"at","atMs":1768240800000},"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"schedule":{"at":"soon"}}""", """{"schedule":{"kind":"at"},"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"payload":{"provider":"  ","channel":5}}""", """{"payload":{"channel":5},"wakeMode":"next-heartbeat"}""")]
    public void A_job_may_be_written_in_several_ways(string raw, string expected) => CronInput.Create(JsonElement.Parse(raw))!.ToJsonString().ShouldBe(expected);

    private static (CronJobSpec? Spec, string? Problem) Read(string change)
    {
        var job = (JsonObject)JsonNode.Parse(Turn)!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!)
        {
            job[name] = value?.DeepClone();
        }

        return CronJobSpec.Read(JsonElement.Parse(job.ToJsonString()), TimeZoneInfo.Utc);
    }
}
