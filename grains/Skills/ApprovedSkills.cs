using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Models.Calls;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Grains.Skills;

/// <summary>
/// The approved skills of a silo's tenants, read once a change. Whether they are still those that are approved is asked for
/// each message, so that one which was switched off answers no more, and no model is told of it.
/// </summary>
internal sealed class ApprovedSkills(IPublicCalls calls)
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
        Known known = await KnownOf(grain, tenant);
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

    /// <summary>The skills that models of a tenant are told of, by name: approved, not switched off, and with all that they require.</summary>
    /// <param name="grain">The tenant's skills.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="document">Its configuration.</param>
    public async ValueTask<IReadOnlyList<ToldSkill>> Told(ISkillsGrain grain, string tenant, ConfigDocument document)
    {
        Known known = await KnownOf(grain, tenant);
        if (known.Words.Count == 0)
        {
            return [];
        }

        var config = new ConfigSection(document.Root);
        return
        [
            .. known.Words
                .Where(skill => SkillEligibility.Of(skill.Name, isBundled: false, skill.Declared.Metadata(), config, SkillPlace.Runners).IsEligible)
                .Select(static skill => new ToldSkill(skill.Name, ToldSkill.LineOf(skill.Description), skill.Hash, !skill.Declared.IsForModelsOnly)),
        ];
    }

    private async ValueTask<Known> KnownOf(ISkillsGrain grain, string tenant)
    {
        Known known = _tenants.GetValueOrDefault(tenant, Known.Nothing);
        if (await grain.Answering(known.Revision) is { } changed)
        {
            known = new Known(changed.Revision, [.. changed.Skills.Select(Read).OfType<AnsweringSkill>()], changed.Words);
            _tenants[tenant] = known;
        }

        return known;
    }

    private static AnsweringSkill? Read(ApprovedAnswer approved) =>
        SkillFolder.Read([new SkillFile(SkillFolder.AnswersFile, System.Text.Encoding.UTF8.GetBytes(approved.Text))]).Folder?.Answering;

    private sealed record Known(long Revision, IReadOnlyList<AnsweringSkill> Skills, IReadOnlyList<ApprovedWords> Words)
    {
        public static readonly Known Nothing = new(-1, [], []);
    }
}

/// <summary>That a skill answers a message.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Match">What made it.</param>
/// <param name="Entry">Its entry in the configuration.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Answering(AnsweringSkill Skill, SkillMatch Match, ConfigSection Entry);
