using System.Text.Json.Nodes;
using System.Text.Json;
using Moltbot.Policy.Access;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tests.Tools.Reference;
using Moltbot.Policy.Tools.Explanations;
using Moltbot.Policy.Tools;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Invariant 10: the engine says what a deliberately naive model says, whatever the policy, the situation and the name.</summary>
public sealed class ToolPolicyModelTests
{
    private const int DecisionsPerPolicy = 10;

    [Fact]
    public void Engine_and_model_agree()
    {
        // The long run has another lot every time; what it fails on is told with the seed.
        int seed = LongRuns.AreAskedFor ? Environment.TickCount : 20260131, decisions = LongRuns.Rounds(ordinary: 20_000, full: 1_000_000);
        var lots = new RandomPolicies(new Random(seed));
        var allowed = 0;
        for (var done = 0; done < decisions; done += DecisionsPerPolicy)
        {
            var document = lots.Document();
            var json = document.ToJsonString();
            var configuration = ConfigDocument.Restore(json, "", 1);
            var model = new NaiveToolPolicy(document);
            var (question, situation) = Ask(lots);
            var policy = new AgentToolPolicy(configuration, question.Agent);
            var scope = policy.For(situation);
            for (var each = 0; each < DecisionsPerPolicy; each++)
            {
                var tool = lots.Tool();
                var expected = model.Allows(question with { Tool = tool });
                var decision = scope.Decide(tool);
                if (decision.Allowed != expected || !IsExplained(ToolExplanation.Of(policy, situation, tool), decision))
                {
                    Assert.Fail($"seed {seed}, {tool}: the model says {expected}, the engine {decision}\n{JsonSerializer.Serialize(situation)}\n{json}");
                }

                allowed += expected ? 1 : 0;
            }
        }

        // A lot that always refuses, or always allows, would show nothing.
        ((double)allowed / decisions).ShouldBeInRange(0.05, 0.95);
    }

    // Refused exactly when a layer says so, and by the layer named.
    private static bool IsExplained(ToolExplanation explanation, ToolDecision decision)
    {
        var refusing = explanation.Layers.Where(layer => layer.Word == RuleWord.Refuses).Select(layer => (ToolLayer?)layer.Layer).ToList();
        return explanation.Allowed == decision.Allowed && explanation.RefusedBy == decision.RefusedBy
            && (decision.Allowed ? refusing.Count == 0 : refusing.Contains(decision.RefusedBy));
    }

    private static (NaiveQuestion Question, ToolSituation Situation) Ask(RandomPolicies lots)
    {
        var agent = lots.One(["main", "work"]);
        var channel = lots.One(["telegram", "whatsapp", "slack", "discord"]);
        var id = channel switch { "telegram" => lots.One(["-1001", "-1002", "-1003"]), "whatsapp" => "1@g.us", "slack" => lots.One(["c1", "c2"]), _ => lots.One(["c1", "c2"]) };
        var inGroup = lots.Chance(60);
        var isSubagent = !inGroup && lots.Chance(40);
        var isSpawnedInGroup = isSubagent && lots.Chance(60);
        var group = $"agent:main:{channel}:{(channel is "slack" or "discord" ? "channel" : "group")}:{id}";
        var key = inGroup ? group.Replace("agent:main", $"agent:{agent}") + lots.Maybe(":topic:7", ":thread:1.2") : isSubagent ? $"agent:{agent}:subagent:1" : $"agent:{agent}:{lots.One(["main", "telegram:dm:42"])}";
        var account = lots.Maybe("alt", "default");
        var senderId = lots.Maybe("42", "@42", "43");
        var phone = lots.Maybe("+1555", "+1666");
        var username = lots.Maybe("alice", "@ALICE", "mallory", "bob");
        var name = lots.Maybe("Alice", "42", "Mallory");
        var space = channel == "discord" ? lots.Maybe("g1", "g2") : null;
        var groupName = lots.Maybe("general", "random");
        var (provider, model) = lots.One(["", "openai gpt-5.2", "OpenAI gpt-4o", "anthropic x", "openrouter meta/llama", "openai"]).Split(' ') switch
        {
            [""] => (null, null),
            [var one] => (one, (string?)null),
            var two => (two[0], two[1]),
        };
        var question = new NaiveQuestion
        {
            Tool = "",
            Agent = agent,
            SessionKey = key,
            IsSubagent = isSubagent,
            Provider = provider,
            Model = model,
            Account = account ?? "default",
            Groups = inGroup || isSpawnedInGroup ? [(channel, id)] : [],
            // A spawned session knows its group by key alone.
            Space = inGroup ? space : null,
            GroupName = inGroup ? groupName : null,
            SenderIds = new[] { senderId, phone }.OfType<string>().ToList(),
            SenderNames = new[] { username, name }.OfType<string>().ToList(),
        };
        return (question, new ToolSituation
        {
            SessionKey = key,
            SpawnedBy = isSpawnedInGroup ? group : null,
            Provider = provider,
            Model = model,
            AccountId = account,
            GroupId = inGroup ? lots.Maybe(id) : null,
            GroupSpace = space,
            GroupChannel = groupName,
            Sender = new SenderIdentity(senderId, username, name, Phone: phone),
        });
    }
}
