using System.Text.Json;
using Moltbot.Runner.Containers;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>Podman's filter of system calls, narrowed; attack X1.</summary>
public sealed class ContainerSystemCallsTests
{
    [Fact]
    public void What_makes_namespaces_and_mounts_is_let_through_no_more()
    {
        using JsonDocument read = JsonDocument.Parse(ContainerSystemCalls.Narrowed("""
            {"defaultAction":"SCMP_ACT_ERRNO","syscalls":[
              {"names":["read","clone","clone3","unshare","mount","keyctl"],"action":"SCMP_ACT_ALLOW","args":[]},
              {"names":["setns"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}},
              {"names":["setns"],"action":"SCMP_ACT_ERRNO","errnoRet":1}]}
            """));

        read.RootElement.GetProperty("defaultAction").GetString().ShouldBe("SCMP_ACT_ERRNO");
        read.RootElement.GetProperty("syscalls").EnumerateArray().Select(static rule => $"{rule.GetProperty("names")} {rule.GetProperty("action")} {(rule.TryGetProperty("args", out JsonElement args) ? args : default)}").ShouldBe(
        [
            """["read"] SCMP_ACT_ALLOW []""",
            """["setns"] SCMP_ACT_ERRNO """,
            """["clone"] SCMP_ACT_ALLOW [{"index":0,"value":2114060288,"valueTwo":0,"op":"SCMP_CMP_MASKED_EQ"}]""",
            """["clone3"] SCMP_ACT_ERRNO """,
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[]}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_LOG","syscalls":[]}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":"read"}]}""")]
    public void What_is_no_filter_is_none(string text) => Should.Throw<JsonException>(() => ContainerSystemCalls.Narrowed(text));
}
