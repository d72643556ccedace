using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Tools;

public sealed class ToolScopeTests
{
    [Fact]
    public void A_decision_allocates_nothing()
    {
        var document = ConfigDocument.Restore(
            """{"tools":{"profile":"coding","alsoAllow":["lob*","*_x"],"deny":["web_*","!web_fetch"]},"agents":{"list":[{"id":"main","tools":{"deny":["a*b*c","read"]}}]}}""", "", 1);
        var scope = new AgentToolPolicy(document, "main").For(new ToolSituation { SessionKey = "agent:main:subagent:1" });
        string[] names = ["exec", " Apply-Patch ", "READ", "lobster", "no_such_tool", "", "session_status", new string('x', 500)];

        Allocations.EachTime(() => Decide(scope, names, 100)).ShouldBe(0);
    }

    [Fact]
    public void What_two_lists_allow_only_with_exec_leaves_with_it()
    {
        var document = ConfigDocument.Restore(
            """{"tools":{"allow":["exec"],"byProvider":{"openai":{"deny":["exec"]}}},"agents":{"list":[{"id":"main","tools":{"allow":["exec"]}}]}}""", "", 1);
        var policy = new AgentToolPolicy(document, "main");

        policy.For(new ToolSituation()).Decide("apply_patch").ShouldBe(new ToolDecision(true, null));
        policy.For(new ToolSituation { Provider = "openai" }).Decide("apply_patch").ShouldBe(new ToolDecision(false, ToolLayer.GlobalByProvider));
    }

    [Fact]
    public void A_name_has_a_longest_length()
    {
        var scope = new AgentToolPolicy(ConfigDocument.Restore("{}", "", 1), "main").For(new ToolSituation());

        scope.Decide(new string('x', ToolNames.MaxLength)).Allowed.ShouldBeTrue();
        scope.Decide(new string('x', ToolNames.MaxLength + 1)).Allowed.ShouldBeFalse();
    }

    private static void Decide(ToolScope scope, string[] names, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var name in names)
            {
                scope.Decide(name);
            }
        }
    }
}
