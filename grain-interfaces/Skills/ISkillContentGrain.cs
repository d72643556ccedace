using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Skills;

/// <summary>The files of a skill, by the hash over them. Key: <see cref="KeyOf"/>.</summary>
[Alias("moltbot.ISkillContentGrain")]
public interface ISkillContentGrain : IGrainWithStringKey
{
    /// <summary>The key of a folder's files.</summary>
    static GrainKey KeyOf(string tenant, string hash) => GrainKey.ForBucket(tenant, "skill/" + hash);

    /// <summary>Keeps them.</summary>
    /// <exception cref="ArgumentException">They are not those of the key.</exception>
    [Access(CallerRole.Grain), Alias("Keep")]
    Task Keep(IReadOnlyList<SkillUpload> files);

    /// <summary>The files; null when there are none, or not those of the key.</summary>
    [Access(CallerRole.Grain), Alias("Read")]
    Task<IReadOnlyList<SkillUpload>?> Read();

    /// <summary>Forgets them.</summary>
    [Access(CallerRole.Grain), Alias("Drop")]
    Task Drop();
}
