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
