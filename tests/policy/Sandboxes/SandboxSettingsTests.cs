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

    [Theory]
    [InlineData("{}", 1440, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { prune: { idleHours: 2 } } } } }", 120, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { prune: { idleHours: 0, maxAgeDays: 0 } } } } }", 0, 0)]
    [InlineData("{ agents: { defaults: { sandbox: { prune: { idleHours: 2, maxAgeDays: 3 } } }, list: [{ id: 'a', sandbox: { prune: { maxAgeDays: 1 } } }] } }", 120, 1440)]
    [InlineData("{ agents: { defaults: { sandbox: { scope: 'shared', prune: { idleHours: 2 } } }, list: [{ id: 'a', sandbox: { prune: { idleHours: 9, maxAgeDays: 1 }, pruneMinutes: 1 } }] } }", 120, 10080)]
    [InlineData("{ agents: { list: [{ id: 'a', sandbox: { scope: 'shared', prune: { idleHours: 9 } } }] } }", 1440, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { pruneMinutes: 60 } } } }", 60, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { pruneMinutes: 0 } } } }", 0, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { pruneMinutes: 60, prune: { idleHours: 3 } } } } }", 180, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { prune: { idleHours: 3 } } }, list: [{ id: 'a', sandbox: { pruneMinutes: 5 } }] } }", 5, 10080)]
    [InlineData("{ agents: { defaults: { sandbox: { prune: { idleHours: 9007199254740991, maxAgeDays: 9007199254740991 } } } } }", 525960000, 525960000)]
    public void Its_folder_has_an_end_that_the_agents_own_keys_say_first(string config, long idle, long age) =>
        SandboxSettings.Of(Document(config), "a").Pruning.ShouldBe(new SandboxPruning(idle, age));

    [Theory]
    [InlineData(60, 0, 60, 9999, false)]
    [InlineData(60, 0, 61, 0, true)]
    [InlineData(0, 60, 9999, 60, false)]
    [InlineData(0, 60, 0, 61, true)]
    [InlineData(0, 0, 999_999, 999_999, false)]
    [InlineData(60, 60, -61, -61, false)]
    [InlineData(long.MaxValue, long.MaxValue, 999_999, 999_999, false)]
    public void Idle_or_old_enough_is_over_and_nothing_ends_by_nought(long idleMinutes, long maxAge, int idle, int age, bool isOver) =>
        new SandboxPruning(idleMinutes, maxAge).IsOver(TimeSpan.FromMinutes(idle), TimeSpan.FromMinutes(age)).ShouldBe(isOver);

    private static ConfigDocument Document(string json) =>
        ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions()) is { Valid: true } loaded
            ? loaded.Config!
            : throw new InvalidOperationException("the document is not valid");
}
