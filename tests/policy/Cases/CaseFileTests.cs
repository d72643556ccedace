using Moltbot.Conformance;
using Moltbot.Conformance.Adapters.Policy;

namespace Moltbot.Policy.Tests.Cases;

/// <summary>Every file of cases this project answers; what it does not answer is listed by name, so that nothing is skipped in silence.</summary>
public sealed class CaseFileTests(ITestOutputHelper output)
{
    private static readonly ICaseArea[] Areas =
    [
        new ScopesArea(), new DevicesArea(), new SessionsArea(), new SessionResetArea(), new RoutingArea(),
        new AddressesArea(), new AccessArea(), new QueueArea(), new RepliesArea(), new AllowlistsArea(),
        new GroupsArea(), new GuildsArea(), new CommandsArea(), new ChatCommandsArea(), new ChunkingArea(), new NodesArea(), new DeliveryArea(), new RequestsArea(),
        new TargetsArea(), new ConversationsArea(), new HeartbeatsArea(), new OutboundArea(), new RedactionArea(), new DestinationsArea(), new SecurityAuditArea(),
        new ToolsArea(), new SandboxesArea(), new ElevatedArea(), new HooksArea(), new CronArea(), new ExecArea(), new ExecApprovalsArea(), new SkillsArea(), new NotOfferedArea(),
    ];

    [Theory]
    [InlineData("gateway_scopes")]
    [InlineData("device_auth")]
    [InlineData("session_keys")]
    [InlineData("session_reset")]
    [InlineData("routing")]
    [InlineData("net_proxy")]
    [InlineData("dm_access")]
    [InlineData("queue_reply")]
    [InlineData("mention_gating")]
    [InlineData("mentions_text")]
    [InlineData("allowlist_match")]
    [InlineData("chunking")]
    [InlineData("node_command_policy")]
    [InlineData("group_policy")]
    [InlineData("command_gating")]
    [InlineData("hooks")]
    [InlineData("commands")]
    [InlineData("gateway_misc")]
    [InlineData("targets_delivery")]
    [InlineData("channel_config_match")]
    [InlineData("seed_rules")]
    [InlineData("from_tests_auto_reply")]
    [InlineData("from_tests_channels")]
    [InlineData("from_tests_sessions_routing")]
    [InlineData("from_tests_infra_utils")]
    [InlineData("from_tests_text_media_security")]
    [InlineData("redact_ssrf_external")]
    [InlineData("security_audit")]
    [InlineData("pairing")]
    [InlineData("tool_policy")]
    [InlineData("sandbox_policy")]
    [InlineData("from_tests_tool_policy_sandbox")]
    [InlineData("exec_approvals")]
    [InlineData("from_tests_exec")]
    [InlineData("from_tests_gateway_cron")]
    [InlineData("cron")]
    [InlineData("skills_plugins")]
    public void Every_case_is_answered(string file)
    {
        var run = CaseRun.Of(file, Areas);
        output.WriteLine($"{file}: {run.Passed} of {run.Total} passed, {run.Different} differ on purpose");
        run.Failures.ShouldBeEmpty(string.Join('\n', run.Failures));
        run.NotCovered.ShouldBe(NotCovered.Functions.GetValueOrDefault(file, []), ignoreOrder: true);
    }
}
