using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Cron;

namespace Moltbot.Policy.Tests.Cron;

/// <summary>Jobs as clients and models write them, brought into one form.</summary>
public sealed class CronInputTests
{
    [Theory]
    [InlineData("""{"data":{"name":"a"}}""", """{"name":"a"}""")]
    [InlineData("""{"job":{"name":"a"},"name":"b"}""", """{"name":"a"}""")]
    [InlineData("""{"job":{"name":"a"},"data":{"name":"b"}}""", """{"name":"b"}""")]
    [InlineData("""{"data":[],"job":"x","name":"b"}""", """{"data":[],"job":"x","name":"b"}""")]
    [InlineData("""{"data":null,"job":{"name":"a"}}""", """{"name":"a"}""")]
    [InlineData("""{"enabled":" TRUE "}""", """{"enabled":true}""")]
    [InlineData("""{"enabled":"False"}""", """{"enabled":false}""")]
    [InlineData("""{"enabled":"maybe"}""", """{"enabled":"maybe"}""")]
    [InlineData("""{"enabled":null}""", """{"enabled":null}""")]
    [InlineData("""{"agentId":" Ops Team "}""", """{"agentId":"ops-team"}""")]
    [InlineData("""{"agentId":" "}""", "{}")]
    [InlineData("""{"agentId":null}""", """{"agentId":null}""")]
    [InlineData("""{"agentId":5}""", """{"agentId":5}""")]
    [InlineData("""{"schedule":"daily","payload":"hi","x":[{"y":null}]}""", """{"schedule":"daily","payload":"hi","x":[{"y":null}]}""")]
    public void A_change_lies_in_data_or_job_or_by_itself(string raw, string expected) => Patched(raw).ShouldBe(expected);

    [Theory]
    [InlineData("""{"atMs":5}""", """{"atMs":5,"kind":"at"}""")]
    [InlineData("""{"atMs":"1768240800000"}""", """{"atMs":1768240800000,"kind":"at"}""")]
    [InlineData("""{"atMs":"soon"}""", """{"atMs":"soon","kind":"at"}""")]
    [InlineData("""{"at":"soon"}""", """{"kind":"at"}""")]
    [InlineData("""{"atMs":5,"at":"2026-01-12T18:00"}""", """{"atMs":5,"kind":"at"}""")]
    [InlineData("""{"atMs":"2026-01-12 18:00","at":"soon"}""", """{"atMs":1768240800000,"kind":"at"}""")]
    [InlineData("""{"atMs":5,"everyMs":6}""", """{"atMs":5,"everyMs":6,"kind":"at"}""")]
    [InlineData("""{"everyMs":6,"expr":"x"}""", """{"everyMs":6,"expr":"x","kind":"every"}""")]
    [InlineData("""{"everyMs":"6","expr":"x"}""", """{"everyMs":"6","expr":"x","kind":"cron"}""")]
    [InlineData("""{"everyMs":"6"}""", """{"everyMs":"6"}""")]
    [InlineData("""{"expr":5}""", """{"expr":5}""")]
    [InlineData("""{"kind":"cron","everyMs":6}""", """{"kind":"cron","everyMs":6}""")]
    [InlineData("""{"kind":5,"everyMs":6}""", """{"kind":"every","everyMs":6}""")]
    [InlineData("{}", "{}")]
    public void A_schedule_without_a_kind_has_the_one_of_its_time(string schedule, string expected) =>
        Parsed(Patched($$"""{"schedule":{{schedule}}}"""))["schedule"]!.ToJsonString().ShouldBe(expected);

    [Theory]
    [InlineData("""{"channel":" TELEGRAM "}""", """{"channel":"telegram"}""")]
    [InlineData("""{"provider":" Discord "}""", """{"channel":"discord"}""")]
    [InlineData("""{"channel":"slack","provider":"discord"}""", """{"channel":"slack"}""")]
    [InlineData("""{"channel":" ","provider":"discord"}""", """{"channel":"discord"}""")]
    [InlineData("""{"channel":" ","provider":5}""", """{"channel":" "}""")]
    [InlineData("""{"message":"x"}""", """{"message":"x"}""")]
    public void A_payload_may_call_its_channel_provider(string payload, string expected) =>
        Parsed(Patched($$"""{"payload":{{payload}}}"""))["payload"]!.ToJsonString().ShouldBe(expected);

    [Theory]
    [InlineData("{}", """{"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"wakeMode":null}""", """{"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"wakeMode":false}""", """{"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"wakeMode":""}""", """{"wakeMode":"next-heartbeat"}""")]
    [InlineData("""{"wakeMode":"now"}""", """{"wakeMode":"now"}""")]
    [InlineData("""{"wakeMode":true}""", """{"wakeMode":true}""")]
    [InlineData("""{"wakeMode":5}""", """{"wakeMode":5}""")]
    [InlineData("""{"wakeMode":{}}""", """{"wakeMode":{}}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":"systemEvent"}}""", """{"wakeMode":"now","payload":{"kind":"systemEvent"},"sessionTarget":"main"}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":"agentTurn"}}""", """{"wakeMode":"now","payload":{"kind":"agentTurn"},"sessionTarget":"isolated"}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":"other"}}""", """{"wakeMode":"now","payload":{"kind":"other"}}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":5}}""", """{"wakeMode":"now","payload":{"kind":5}}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":"agentTurn"},"sessionTarget":"main"}""", """{"wakeMode":"now","payload":{"kind":"agentTurn"},"sessionTarget":"main"}""")]
    [InlineData("""{"wakeMode":"now","payload":{"kind":"agentTurn"},"sessionTarget":""}""", """{"wakeMode":"now","payload":{"kind":"agentTurn"},"sessionTarget":"isolated"}""")]
    public void A_new_job_waits_for_a_heartbeat_and_speaks_where_its_payload_does(string raw, string expected) =>
        CronInput.Create(JsonElement.Parse(raw))!.ToJsonString().ShouldBe(expected);

    [Theory]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    public void What_is_no_object_is_no_job(string raw)
    {
        CronInput.Create(JsonElement.Parse(raw)).ShouldBeNull();
        CronInput.Patch(JsonElement.Parse(raw)).ShouldBeNull();
    }

    [Theory]
    [InlineData("1768240800000", 1_768_240_800_000L)]
    [InlineData("000001768240800", 1_768_240_800L)]
    [InlineData("0001768240800000", null)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("2026-01-12", 1_768_176_000_000L)]
    [InlineData(" 2026-01-12T18:00 ", 1_768_240_800_000L)]
    [InlineData("2026-01-12t18:00:30z", 1_768_240_830_000L)]
    [InlineData("2026-01-12 18:00:30.25", 1_768_240_830_250L)]
    [InlineData("2026-01-12T18:00:00+02:00", 1_768_233_600_000L)]
    [InlineData("2026-01-12T18:00-0330", 1_768_253_400_000L)]
    [InlineData("1970-01-01T00:00:00.001Z", 1L)]
    [InlineData("1970-01-01", null)]
    [InlineData("1969-12-31", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("2026-01-12T25:00", null)]
    [InlineData("2026-01-12Z", null)]
    [InlineData("12 January 2026", null)]
    public void A_moment_is_a_number_or_a_date_in_universal_time(string text, long? milliseconds) => AbsoluteTime.Parse(text).ShouldBe(milliseconds);

    private static string Patched(string raw) => CronInput.Patch(JsonElement.Parse(raw))!.ToJsonString();

    private static JsonObject Parsed(string json) => (JsonObject)JsonNode.Parse(json)!;
}
