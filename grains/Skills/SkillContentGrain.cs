using Moltbot.GrainInterfaces.Skills;
using Moltbot.Policy.Skills;

namespace Moltbot.Grains.Skills;

/// <summary>Keeps a folder's files under their hash, which is looked at again whenever they are read.</summary>
internal sealed class SkillContentGrain(
    [PersistentState("skill-content", TenantGrain.Store)] IPersistentState<SkillContentState> row, TimeProvider time) : TenantGrain(time), ISkillContentGrain
{
    public Task Keep(IReadOnlyList<SkillUpload> files)
    {
        if (!IsOfKey(files))
        {
            throw new ArgumentException("these are not the files of the key");
        }

        // What was lost or altered is put right by the files of the same hash.
        if (IsOfKey(row.State.Files))
        {
            return Task.CompletedTask;
        }

        row.State = new SkillContentState { Files = files };
        return Save(row);
    }

    public Task<IReadOnlyList<SkillUpload>?> Read() => Task.FromResult(IsOfKey(row.State.Files) ? row.State.Files : null);

    public async Task Drop()
    {
        if (row.RecordExists)
        {
            await row.ClearStateAsync();
        }

        DeactivateOnIdle();
    }

    private bool IsOfKey(IReadOnlyList<SkillUpload> files) =>
        SkillFolders.Read(files).Folder is SkillFolder folder && ISkillContentGrain.KeyOf(Tenant, folder.Hash) == Key;
}
