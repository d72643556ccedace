using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sandboxes;

namespace Moltbot.Policy.Tests.Sandboxes;

public sealed class SandboxSettingsTests
{
    [Theory]
    [InlineData("{}", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'session', workspaceAccess: 'ro', docker: { network: 'bridge' } } } } }", SandboxScope.Session, "ro", true)]
    [InlineData("{ agents: { defaults: { sandbox: { docker: { network: 'none' } } } } }", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { perSession: true } } } }", SandboxScope.Session, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { perSession: false } } } }", SandboxScope.Shared, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'agent', perSession: false } } } }", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'shared', workspaceAccess: 'ro' } }, list: [{ id: 'a', sandbox: { scope: 'session', workspaceAccess: 'rw', docker: { network: 'bridge' } } }] } }", SandboxScope.Session, "rw", true)]
    [InlineData("{ agents: { list: [{ id: 'a', sandbox: { scope: 'shared', docker: { network: 'bridge' } } }] } }", SandboxScope.Shared, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { docker: { network: 'bridge' } } }, list: [{ id: 'a', sandbox: { docker: { network: 'none' } } }] } }", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'shared', docker: { network: 'bridge' } } }, list: [{ id: 'a', sandbox: { docker: { network: 'none' } } }] } }", SandboxScope.Shared, "none", true)]
    [InlineData("{ agents: { defaults: { sandbox: { workspaceAccess: 'rw' } }, list: [{ id: 'a', sandbox: { workspaceAccess: 'none' } }] } }", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'shared' } }, list: [{ id: 'a', sandbox: { perSession: true } }] } }", SandboxScope.Session, "none", false)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'session' } }, list: [{ id: 'a', sandbox: { scope: 'agent' } }] } }", SandboxScope.Agent, "none", false)]
    [InlineData("{ agents: { list: [{ id: 'a' }, { id: 'b', sandbox: { scope: 'session', workspaceAccess: 'rw', docker: { network: 'bridge' } } }] } }", SandboxScope.Agent, "none", false)]
    public void The_agents_own_keys_come_first_and_nothing_said_means_least(string config, SandboxScope scope, string access, bool network) =>
        SandboxSettings.Of(Document(config), "a").ShouldBe(new SandboxSettings(scope, access, network));

    [Theory]
    [InlineData(SandboxScope.Session, "agent:a:main")]
    [InlineData(SandboxScope.Agent, "agent:a")]
    [InlineData(SandboxScope.Shared, "shared")]
    public void Sessions_share_what_their_scope_says(SandboxScope scope, string key) =>
        new SandboxSettings(scope, "none", false).KeyOf("a", "agent:a:main").ShouldBe(key);

    private static ConfigDocument Document(string json) =>
        ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions()) is { Valid: true } loaded
            ? loaded.Config!
            : throw new InvalidOperationException("the document is not valid");
}
