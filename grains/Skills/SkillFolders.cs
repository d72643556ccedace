using Moltbot.GrainInterfaces.Skills;
using Moltbot.Policy.Skills;

namespace Moltbot.Grains.Skills;

/// <summary>Reads what travelled as a skill's folder.</summary>
internal static class SkillFolders
{
    /// <summary>The folder, or why it is none.</summary>
    public static (SkillFolder? Folder, IReadOnlyList<SkillProblem> Problems) Read(IReadOnlyList<SkillUpload> files) =>
        SkillFolder.Read([.. files.Select(static file => new SkillFile(file.Path, file.Content))]);

    /// <summary>What it says about itself.</summary>
    public static SkillDeclared Declared(SkillFolder folder)
    {
        if (folder.Answering is { } answering)
        {
            return new SkillDeclared { Key = answering.Name, IsAnswering = true, Homepage = answering.Homepage, Env = answering.Secrets };
        }

        SkillManifest manifest = folder.Manifest!;
        SkillRequirements requires = manifest.Metadata?.Requires ?? SkillRequirements.None;
        return new SkillDeclared
        {
            Key = manifest.Key,
            Emoji = manifest.Metadata?.Emoji,
            Homepage = manifest.Homepage,
            PrimaryEnv = manifest.Metadata?.PrimaryEnv,
            Always = manifest.Metadata?.Always ?? false,
            Os = manifest.Metadata?.Os ?? [],
            Bins = requires.Bins,
            AnyBins = requires.AnyBins,
            Env = requires.Env,
            Config = requires.Config,
            IsForModelsOnly = !manifest.Invocation.ByUser,
            Install = [.. (manifest.Metadata?.Install ?? []).Select(static (way, place) => new SkillWay
            {
                Id = way.Id ?? $"{way.Kind}-{place}",
                Kind = way.Kind,
                Label = way.Label ?? $"Install {way.Formula ?? way.Package ?? way.Module ?? way.Kind}",
                Bins = way.Bins,
            })],
        };
    }
}
