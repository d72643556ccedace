using System.Text;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Tests.Sessions.Support;

namespace Moltbot.Grains.Tests.Skills;

/// <summary>Skills of the tenant of a <see cref="SessionHost"/>.</summary>
internal static class InstalledSkills
{
    public const string Hello = "name: hello\ndescription: Says hello\ntriggers: [hello there]\nreply: Hello, ${user.name}!\n";

    public static ISkillsGrain Skills(this SessionHost host) => host.Grain<ISkillsGrain>(SessionHost.Tenant);

    public static Task<SkillChange> Install(this SessionHost host, string yaml) => host.Skills().Install([File("skill.yaml", yaml)]);

    public static SkillUpload File(string path, string text) => new() { Path = path, Content = Encoding.UTF8.GetBytes(text) };

    /// <summary>Installs and approves.</summary>
    public static async Task<SkillView> Teach(this SessionHost host, string yaml)
    {
        SkillChange installed = await host.Install(yaml);
        installed.Refusal.ShouldBeNull();
        SkillChange approved = await host.Skills().Approve(installed.Skill!.Name, installed.Skill.Hash, acceptsDangers: false);
        approved.Refusal.ShouldBeNull();
        return approved.Skill!;
    }

    public static async Task<IReadOnlyList<string>> AuditedSkills(this SessionHost host) =>
    [
        .. (await host.Grain<IAuditGrain>(SessionHost.Tenant).Tail(100)).Select(static record => record.Entry.Action)
            .Where(static action => action.StartsWith("skill", StringComparison.Ordinal)),
    ];
}
