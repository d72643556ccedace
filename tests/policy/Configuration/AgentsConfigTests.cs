using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class AgentsConfigTests
{
    [Theory]
    [InlineData("{}", null)]
    [InlineData("{agents:{defaults:{humanDelay:{mode:'custom',minMs:1,maxMs:2}}}}", "custom 1 2")]
    [InlineData("{agents:{list:[{id:'a',humanDelay:{mode:'natural'}}]}}", "natural  ")]
    [InlineData("{agents:{defaults:{humanDelay:{mode:'custom',minMs:1,maxMs:2}},list:[{id:'a',humanDelay:{mode:'natural'}}]}}", "natural 1 2")]
    [InlineData("{agents:{defaults:{humanDelay:{mode:'natural',minMs:1,maxMs:2}},list:[{id:'a',humanDelay:{minMs:3,maxMs:4}}]}}", "natural 3 4")]
    public void An_agents_own_pause_counts_over_the_defaults(string config, string? expected)
    {
        HumanDelayConfig? delay = ConfigLoader.Load(new ConfigSource("", config), new ConfigLoadOptions()).Config!.Agents.HumanDelayOf("a");

        (delay is null ? null : $"{delay.Mode} {delay.MinMs} {delay.MaxMs}").ShouldBe(expected);
    }
}
