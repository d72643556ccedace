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
    [InlineData(0, 60, 61, 61, true)]
    [InlineData(0, 60, 60, 61, false)]
    [InlineData(0, 0, 999_999, 999_999, false)]
    [InlineData(60, 60, -61, -61, false)]
    [InlineData(long.MaxValue, long.MaxValue, 999_999, 999_999, false)]
    public void Idle_or_old_enough_is_over_and_nothing_ends_by_nought(long idleMinutes, long maxAge, int idle, int age, bool isOver) =>
        new SandboxPruning(idleMinutes, maxAge).IsOver(TimeSpan.FromMinutes(idle), TimeSpan.FromMinutes(age)).ShouldBe(isOver);

    /// <summary>X1: of a container's options a closed list counts, and each only downwards to where something still begins.</summary>
    [Theory]
    [InlineData("{}", null, null, null, null, null)]
    [InlineData("{ memory: '512m', pidsLimit: 30, ulimits: { nofile: 64, fsize: '1048576:2097152', cpu: { soft: 9, hard: 5 } } }", 512L << 20, 30L, 64L, 1048576L, 5L)]
    [InlineData("{ memory: '1.5g' }", 3L << 29, null, null, null, null)]
    [InlineData("{ memory: 104857600, ulimits: { data: '50000000', nproc: 30 } }", 50000000L, 30L, null, null, null)]
    [InlineData("{ memory: 1, pidsLimit: 1, ulimits: { nofile: 0, fsize: 0, cpu: 0 } }", 32L << 20, 24L, 16L, 1L, 1L)]
    [InlineData("{ memory: '-1', ulimits: { nofile: -1, cpu: 'unlimited', rss: 5, memlock: 5, 'data --as': 5 } }", null, null, null, null, null)]
    [InlineData("{ memory: '512m --cap-add ALL', binds: [], user: '0:0', image: 'x', cpus: 2, memorySwap: '1m', capDrop: [] }", null, null, null, null, null)]
    public void A_closed_list_of_limits_counts(string docker, long? memory, long? processes, long? files, long? size, long? cpu)
    {
        SandboxSettings settings = SandboxSettings.Of(Document($"{{ agents: {{ defaults: {{ sandbox: {{ docker: {docker} }} }} }} }}"), "a");

        settings.Ceilings.ShouldBe(new SandboxCeilings { MemoryBytes = memory, Processes = processes, OpenFiles = files, FileBytes = size, CpuSeconds = cpu });
        settings.Variables.ShouldBeNull();
    }

    [Theory]
    [InlineData("agent", 64L << 20, 9L, "b")]
    [InlineData("shared", 128L << 20, 10L, "a")]
    public void One_agent_says_nothing_of_a_sandbox_that_all_share(string scope, long memory, long files, string language)
    {
        SandboxSettings settings = SandboxSettings.Of(
            Document($"{{ agents: {{ defaults: {{ sandbox: {{ scope: '{scope}', docker: {{ memory: '128m', ulimits: {{ cpu: 10 }}, env: {{ LANG: 'a', TZ: 'UTC' }} }} }} }}, list: [{{ id: 'a', sandbox: {{ docker: {{ memory: '64m', ulimits: {{ cpu: 9 }}, env: {{ LANG: 'b' }} }} }} }}] }} }}"), "a");

        (settings.Ceilings.MemoryBytes, settings.Ceilings.CpuSeconds).ShouldBe((memory, files));
        settings.Variables!.OrderBy(static each => each.Key).Select(static each => $"{each.Key}={each.Value}").ShouldBe([$"LANG={language}", "TZ=UTC"]);
    }

    /// <summary>E7, X3: no variable that changes what runs, or that names a file, is given to a sandbox; and what has no effect is said to have none.</summary>
    [Fact]
    public void What_no_sandbox_follows_is_said_to_have_no_effect()
    {
        const string Config = """
            { agents: { defaults: { sandbox: { docker: { image: 'x', user: '0', binds: ['/:/host'], seccompProfile: '/x', apparmorProfile: 'y', cpus: 2, memorySwap: '1g', memory: 'much', network: 'none',
              env: { PATH: '/workspace', LD_PRELOAD: 'x', BASH_ENV: 'x', TZ: '../../etc/passwd', LANG: 'C' }, ulimits: { nofile: 64, rtprio: 9 } } } },
              list: [{ id: 'a', sandbox: { docker: { memory: '1m', pidsLimit: 2, dns: ['1.1.1.1'] } } }] } }
            """;
        var loaded = ConfigLoader.Load(new ConfigSource("test.json", Config), new ConfigLoadOptions());

        loaded.Warnings.Select(static each => each.Path).Where(static path => path.StartsWith("agents.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
        [
            "agents.defaults.sandbox.docker.apparmorProfile", "agents.defaults.sandbox.docker.binds", "agents.defaults.sandbox.docker.cpus", "agents.defaults.sandbox.docker.env.BASH_ENV",
            "agents.defaults.sandbox.docker.env.LD_PRELOAD", "agents.defaults.sandbox.docker.env.PATH", "agents.defaults.sandbox.docker.env.TZ", "agents.defaults.sandbox.docker.image",
            "agents.defaults.sandbox.docker.memory", "agents.defaults.sandbox.docker.memorySwap", "agents.defaults.sandbox.docker.seccompProfile", "agents.defaults.sandbox.docker.ulimits.rtprio",
            "agents.defaults.sandbox.docker.user", "agents.list.0.sandbox.docker.dns", "agents.list.0.sandbox.docker.memory", "agents.list.0.sandbox.docker.pidsLimit",
        ]);
        SandboxSettings.Of(loaded.Config!, "a").Variables.ShouldBe(new Dictionary<string, string> { ["LANG"] = "C" });
    }

    private static ConfigDocument Document(string json) =>
        ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions()) is { Valid: true } loaded
            ? loaded.Config!
            : throw new InvalidOperationException("the document is not valid");
}
