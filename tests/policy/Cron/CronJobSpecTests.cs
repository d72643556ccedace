using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Cron;

namespace Moltbot.Policy.Tests.Cron;

/// <summary>What a job says, and how it is changed.</summary>
public sealed class CronJobSpecTests
{
    private const string Turn = """{"name":"n","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"m"}}""";

    private const string Line = """{"name":"n","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"main","payload":{"kind":"systemEvent","text":" t "}}""";

    [Fact]
    public void A_job_says_what_to_do_and_when()
    {
        var spec = Read(
            """
            {"name":" Report ","agentId":"ops","enabled":true,"deleteAfterRun":true,"wakeMode":"now",
             "payload":{"kind":"agentTurn","message":" go ","model":"a/b","thinking":"high","timeoutSeconds":90,"channel":" Telegram ","to":" 42 ","bestEffortDeliver":true},
             "isolation":{"postToMainPrefix":" Daily ","postToMainMaxChars":100}}
            """).Spec!;
        spec.ShouldBe(new CronJobSpec
        {
            Name = "Report", AgentId = "ops", IsEnabled = true, IsDeletedAfterRun = true, Schedule = spec.Schedule, IsIsolated = true, WakesNow = true, Text = "go",
            Model = "a/b", Thinking = "high", Timeout = TimeSpan.FromSeconds(90), Delivers = true, Channel = "telegram", To = "42", IsBestEffort = true,
            SummaryPrefix = "Daily", SummaryLength = 100,
        });
        (spec.Schedule.Kind, spec.Schedule.IsOnce).ShouldBe(("every", false));
    }

    [Fact]
    public void What_a_job_does_not_say_is_the_least()
    {
        var spec = Read("""{"enabled":"true","deleteAfterRun":1,"wakeMode":"later","payload":{"kind":"agentTurn","message":"m","bestEffortDeliver":"yes"},"isolation":5}""").Spec!;
        spec.ShouldBe(new CronJobSpec { Name = "n", Schedule = spec.Schedule, IsIsolated = true, Text = "m", SummaryPrefix = "Cron", SummaryLength = 8000 });
    }

    [Fact]
    public void A_job_of_the_main_session_leaves_a_line_and_sends_nothing()
    {
        var spec = Read("""{"payload":{"kind":"systemEvent","text":" t ","message":"m","deliver":true,"to":"42"}}""", Line).Spec!;
        (spec.Text, spec.IsIsolated, spec.Delivers).ShouldBe(("t", false, false));
        Read("""{"payload":{"kind":"systemEvent","message":"m"}}""", Line).Problem.ShouldBe("payload.text is required");
        Read($$$"""{"payload":{"kind":"systemEvent","text":"{{{new string('x', 16_000)}}}"}}""", Line).Problem.ShouldBeNull();
        Read($$$"""{"payload":{"kind":"systemEvent","text":"{{{new string('x', 16_001)}}}"}}""", Line).Problem.ShouldBe("payload.text is too long (16001 > 16000 characters)");
    }

    [Theory]
    [InlineData("0.9", null)]
    [InlineData("1", 1d)]
    [InlineData("1.5", 1.5)]
    [InlineData("86400", 86_400d)]
    [InlineData("1e300", 86_400d)]
    [InlineData("\"90\"", null)]
    public void A_run_may_take_a_second_to_a_day(string asked, double? seconds) =>
        (Read($$$"""{"payload":{"kind":"agentTurn","message":"m","timeoutSeconds":{{{asked}}}}}""").Spec!.Timeout?.TotalSeconds).ShouldBe(seconds);

    [Theory]
    [InlineData("last", null)]
    [InlineData("LAST", null)]
    [InlineData("Discord", "discord")]
    [InlineData(" ", null)]
    public void The_channel_last_used_is_none_in_particular(string asked, string? channel) =>
        Read($$$"""{"payload":{"kind":"agentTurn","message":"m","channel":"{{{asked}}}"}}""").Spec!.Channel.ShouldBe(channel);

    [Fact]
    public void A_summary_has_its_limits()
    {
        Read($$$"""{"isolation":{"postToMainPrefix":"{{{new string('x', 200)}}}"}}""").Spec!.SummaryPrefix.Length.ShouldBe(200);
        Read($$$"""{"isolation":{"postToMainPrefix":"{{{new string('x', 201)}}}"}}""").Spec!.SummaryPrefix.ShouldBe("Cron");
        Read("""{"isolation":{"postToMainMaxChars":9000}}""").Spec!.SummaryLength.ShouldBe(8000);
        Read("""{"isolation":{"postToMainMaxChars":0}}""").Spec!.SummaryLength.ShouldBe(0);
        Read("""{"isolation":{"postToMainMaxChars":"5"}}""").Spec!.SummaryLength.ShouldBe(8000);
    }

    [Fact]
    public void A_session_and_a_payload_that_do_not_go_together_are_told_apart_from_other_problems()
    {
        CronJobSpec.IsCombination(Read("""{"sessionTarget":"main"}""").Problem!).ShouldBeTrue();
        CronJobSpec.IsCombination(Read("""{"sessionTarget":"isolated"}""", Line).Problem!).ShouldBeTrue();
        CronJobSpec.IsCombination(Read("""{"name":""}""").Problem!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("[]", "cron job name is required")]
    [InlineData("""{"name":5}""", "cron job name is required")]
    [InlineData("""{"name":"n"}""", "payload.text is required")]
    [InlineData("""{"name":"n","payload":"x"}""", "payload.text is required")]
    [InlineData("""{"name":"n","payload":{"kind":"systemEvent","text":"t"}}""", "schedule.kind must be at, every or cron")]
    [InlineData("""{"name":"n","sessionTarget":"isolated","payload":[]}""", "isolated cron jobs require payload.kind=\"agentTurn\"")]
    public void What_is_no_job_is_refused(string job, string problem)
    {
        var (spec, said) = CronJobSpec.Read(JsonElement.Parse(job), TimeZoneInfo.Utc);
        spec.ShouldBeNull();
        said.ShouldBe(problem);
    }

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
        Read($$$"""{"payload":{"kind":"agentTurn","message":"{{{new string('x', 16_000)}}}"}}""").Problem.ShouldBeNull();
        Read($$"""{"name":"{{new string('x', 200)}}","description":"{{new string('x', 2000)}}"}""").Problem.ShouldBeNull();
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

    [Theory]
    [InlineData("name", "\"z\"")]
    [InlineData("agentId", "\"z\"")]
    [InlineData("description", "\"z\"")]
    [InlineData("enabled", "false")]
    [InlineData("deleteAfterRun", "true")]
    [InlineData("schedule", "{\"kind\":\"at\"}")]
    [InlineData("sessionTarget", "\"main\"")]
    [InlineData("wakeMode", "\"now\"")]
    [InlineData("payload", "\"z\"")]
    [InlineData("isolation", "{}")]
    public void What_a_change_names_is_set_or_taken_away(string member, string value)
    {
        Changed("{}", $$"""{"{{member}}":{{value}}}""").ShouldBe($$"""{"{{member}}":{{value}}}""");
        Changed($$"""{"{{member}}":5}""", $$"""{"{{member}}":{{value}}}""").ShouldBe($$"""{"{{member}}":{{value}}}""");
        Changed($$"""{"{{member}}":5}""", $$"""{"{{member}}":null}""").ShouldBe("{}");
        Changed($$"""{"{{member}}":5}""", "{}").ShouldBe($$"""{"{{member}}":5}""");
    }

    [Fact]
    public void What_a_job_has_run_is_not_changed() =>
        Changed("""{"id":"a","state":{"x":1}}""", """{"id":"b","state":{"x":2},"createdAtMs":5}""").ShouldBe("""{"id":"a","state":{"x":1}}""");

    [Theory]
    [InlineData("""{"kind":"agentTurn","message":"m","to":"7"}""", """{"kind":"agentTurn","to":null}""", """{"kind":"agentTurn","message":"m","to":null}""")]
    [InlineData("""{"kind":"agentTurn","message":"m"}""", """{"message":"x"}""", """{"message":"x"}""")]
    [InlineData("""{"kind":"agentTurn","message":"m"}""", """{"kind":5,"message":"x"}""", """{"kind":5,"message":"x"}""")]
    [InlineData("""{"kind":"agentTurn","message":"m"}""", """{"kind":"systemEvent","text":"x"}""", """{"kind":"systemEvent","text":"x"}""")]
    [InlineData("\"m\"", """{"kind":"agentTurn"}""", """{"kind":"agentTurn"}""")]
    [InlineData("""{"kind":"agentTurn"}""", "\"m\"", "\"m\"")]
    public void A_payload_is_merged_with_one_of_its_kind_and_replaced_by_another(string before, string change, string after) =>
        Changed($$"""{"payload":{{before}}}""", $$"""{"payload":{{change}}}""").ShouldBe($$"""{"payload":{{after}}}""");

    private static string Changed(string job, string change) => CronPatch.Apply(JsonElement.Parse(job), (JsonObject)JsonNode.Parse(change)!).ToJsonString();

    private static (CronJobSpec? Spec, string? Problem) Read(string change, string whole = Turn)
    {
        var job = (JsonObject)JsonNode.Parse(whole)!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(change)!)
        {
            job[name] = value?.DeepClone();
        }

        return CronJobSpec.Read(JsonElement.Parse(job.ToJsonString()), TimeZoneInfo.Utc);
    }
}
