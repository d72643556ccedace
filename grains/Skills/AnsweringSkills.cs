using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Models.Calls;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Grains.Skills;

/// <summary>
/// The skills of a silo's tenants that answer by themselves, read once a change. Whether they are still those that are approved is asked for
/// each message, so that one which was switched off answers no more.
/// </summary>
internal sealed class AnsweringSkills(IPublicCalls calls)
{
    private readonly ConcurrentDictionary<string, Known> _tenants = new(StringComparer.Ordinal);

    /// <summary>How the calls of skills are made.</summary>
    public IPublicCalls Calls { get; } = calls;

    /// <summary>The first skill by name that answers a message; null when none does.</summary>
    /// <param name="grain">The tenant's skills.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="document">Its configuration, which may switch a skill off.</param>
    /// <param name="message">The message.</param>
    public async ValueTask<Answering?> Find(ISkillsGrain grain, string tenant, ConfigDocument document, string message)
    {
        Known known = _tenants.GetValueOrDefault(tenant, Known.Nothing);
        if (await grain.Answering(known.Revision) is { } changed)
        {
            known = new Known(changed.Revision, [.. changed.Skills.Select(Read).OfType<AnsweringSkill>()]);
            _tenants[tenant] = known;
        }

        foreach (AnsweringSkill skill in known.Skills)
        {
            ConfigSection entry = document.Section("skills", "entries", skill.Name);
            if (entry.Bool("enabled") != false && skill.Match(message) is { } match)
            {
                return new Answering(skill, match, entry);
            }
        }

        return null;
    }

    private static AnsweringSkill? Read(ApprovedAnswer approved) =>
        SkillFolder.Read([new SkillFile(SkillFolder.AnswersFile, System.Text.Encoding.UTF8.GetBytes(approved.Text))]).Folder?.Answering;

    private sealed record Known(long Revision, IReadOnlyList<AnsweringSkill> Skills)
    {
        public static readonly Known Nothing = new(-1, []);
    }
}

/// <summary>That a skill answers a message.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Match">What made it.</param>
/// <param name="Entry">Its entry in the configuration.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Answering(AnsweringSkill Skill, SkillMatch Match, ConfigSection Entry);
