using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Scanning;

namespace Moltbot.Grains.Skills;

/// <summary>
/// Keeps which skills there are and which count. A change is on record before it is made. Contents lie under their hash in rows of their own;
/// what is used is what was approved, whatever else is there.
/// </summary>
internal sealed partial class SkillsGrain(
    [PersistentState("skills", TenantGrain.Store)] IPersistentState<SkillsState> row, TimeProvider time, ILogger<SkillsGrain> logger) : TenantGrain(time), ISkillsGrain
{
    /// <summary>Skills that a tenant may have. Arbitrary: as many as the original brings.</summary>
    internal const int MaxSkills = 50;

    /// <summary>The revision of answers that lack some skill's files: nobody is to take them for all that there are.</summary>
    private const long Incomplete = -1;

    /// <summary>How long what could not be read is not looked at again: it is asked for with each turn. Arbitrary.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private ApprovedAnswers? _answering;
    private long _answeringFor = -1;
    private DateTimeOffset _lookAgain;

    public async Task<SkillChange> Install(IReadOnlyList<SkillUpload> files)
    {
        (SkillFolder? folder, IReadOnlyList<SkillProblem> problems) = SkillFolders.Read(files);
        if (folder is null)
        {
            return Refused(string.Join('\n', problems));
        }

        SkillView? before = Find(folder.Name);
        if (before?.Hash == folder.Hash)
        {
            // What became of the files meanwhile is put right.
            await Content(folder.Hash).Keep(files);
            _lookAgain = default;
            return new SkillChange { Skill = before };
        }

        if (before is null && row.State.Skills.Count >= MaxSkills)
        {
            return Refused($"as many skills as there may be ({MaxSkills}); remove one first");
        }

        SkillReport report = SkillScanner.Scan(folder);
        var installed = new SkillView
        {
            Name = folder.Name,
            Description = report.Description,
            Hash = folder.Hash,
            Status = SkillStatus.Pending,
            Declared = SkillFolders.Declared(folder),
            ReportJson = SkillReportJson.Of(report).ToJsonString(),
            Dangers = report.Findings.Count(static finding => finding.Severity == SkillSeverity.Danger),
            InstalledBy = Principal,
            InstalledAt = Now,
        };

        // The row names only what is kept: a crash between the two leaves files that nothing names.
        await Content(folder.Hash).Keep(files);
        await Record("skills.install", installed);
        await Keep(installed.Name, installed);
        await Forget(before);
        return new SkillChange { Skill = installed };
    }

    public async Task<SkillChange> Approve(string name, string hash, bool acceptsDangers)
    {
        if (Find(name) is not { } skill)
        {
            return Unknown(name);
        }

        if (skill.Hash != hash)
        {
            return Refused($"{skill.Name} is not what was shown: its hash is {skill.Hash}; look at it again");
        }

        if (skill.Dangers > 0 && !acceptsDangers)
        {
            return Refused(string.Create(CultureInfo.InvariantCulture, $"{skill.Name} has findings that nobody should approve unseen ({skill.Dangers}); say that you saw them"));
        }

        if (await Content(hash).Read() is null)
        {
            return Refused($"the files of {skill.Name} are not those that were installed; install it again");
        }

        SkillView approved = skill with { Status = SkillStatus.Approved, ApprovedBy = Principal, ApprovedAt = Now };
        await Record("skills.approve", approved);
        await Keep(name, approved);
        return new SkillChange { Skill = approved };
    }

    public async Task<SkillChange> Disable(string name)
    {
        if (Find(name) is not { } skill)
        {
            return Unknown(name);
        }

        SkillView disabled = skill with { Status = SkillStatus.Disabled, ApprovedBy = null, ApprovedAt = null };
        await Record("skills.disable", disabled);
        await Keep(name, disabled);
        return new SkillChange { Skill = disabled };
    }

    public async Task<bool> Remove(string name)
    {
        if (Find(name) is not { } skill)
        {
            return false;
        }

        await Record("skills.remove", skill);
        await Keep(name, null);
        await Forget(skill);
        return true;
    }

    public Task<IReadOnlyList<SkillView>> List() => Task.FromResult(row.State.Skills);

    public Task<IReadOnlyList<string>> Programs() => Task.FromResult<IReadOnlyList<string>>(
    [
        .. row.State.Skills.Where(static skill => skill.Status == SkillStatus.Approved)
            .SelectMany(static skill => skill.Declared.Bins.Concat(skill.Declared.AnyBins).Concat(skill.Declared.Install.SelectMany(static way => way.Bins)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ]);

    public async Task<ApprovedAnswers?> Answering(long known)
    {
        if (known == row.State.Revision)
        {
            return null;
        }

        if (_answeringFor != row.State.Revision || (_answering!.Revision == Incomplete && Time.GetUtcNow() >= _lookAgain))
        {
            bool isWhole = true;
            var skills = new List<ApprovedAnswer>();
            var words = new List<ApprovedWords>();
            foreach (SkillView skill in row.State.Skills.Where(static skill => skill.Status == SkillStatus.Approved))
            {
                // Files that are not those that were approved are nobody's answer, and no model is told of them.
                if (await FilesOf(skill) is not { } files || SkillFolders.Read(files).Folder is not { } folder || folder.Hash != skill.Hash)
                {
                    isWhole = false;
                    continue;
                }

                if (folder.Answering is not null)
                {
                    skills.Add(new ApprovedAnswer { Hash = skill.Hash, Text = SkillFolder.TextOf(folder.Files.Single(static file => file.Path == SkillFolder.AnswersFile))! });
                }
                else if (folder.Manifest!.Invocation.ByModel)
                {
                    words.Add(new ApprovedWords { Hash = skill.Hash, Name = folder.Name, Description = folder.Description, Declared = SkillFolders.Declared(folder) });
                }
            }

            _answering = new ApprovedAnswers { Revision = isWhole ? row.State.Revision : Incomplete, Skills = skills, Words = words };
            (_answeringFor, _lookAgain) = (row.State.Revision, Time.GetUtcNow() + LookAgainAfter);
        }

        return _answering;
    }

    /// <summary>A skill's files; null where they are not those that were installed, or cannot be read: that is one skill's matter, and not of every turn.</summary>
    private async Task<IReadOnlyList<SkillUpload>?> FilesOf(SkillView skill)
    {
        try
        {
            return await Content(skill.Hash).Read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(Tenant, skill.Name, e);
            return null;
        }
    }

    private SkillView? Find(string name) => row.State.Skills.FirstOrDefault(skill => skill.Name == name);

    private async Task Keep(string name, SkillView? changed)
    {
        SkillsState before = row.State;
        IEnumerable<SkillView> others = before.Skills.Where(skill => skill.Name != name);
        row.State = new SkillsState
        {
            Revision = before.Revision + 1,
            Skills = [.. (changed is null ? others : others.Append(changed)).OrderBy(static skill => skill.Name, StringComparer.Ordinal)],
        };
        try
        {
            await Save(row);
        }
        catch
        {
            row.State = before;
            throw;
        }
    }

    private Task Forget(SkillView? gone) => gone is null || row.State.Skills.Any(skill => skill.Hash == gone.Hash) ? Task.CompletedTask : Content(gone.Hash).Drop();

    private ISkillContentGrain Content(string hash) => Peer<ISkillContentGrain>(ISkillContentGrain.KeyOf(Tenant, hash));

    private Task Record(string action, SkillView skill) => Peer<IAuditGrain>().Append(
        [Auditing.Entry(Now, Principal, action, skill.Name, ("hash", skill.Hash), ("dangers", skill.Dangers.ToString(CultureInfo.InvariantCulture)))]);

    private static SkillChange Unknown(string name) =>
        Refused(SkillNames.ProblemOf(name) is null ? $"no skill {name} is installed" : "no skill of this name is installed");

    private static SkillChange Refused(string why) => new() { Refusal = why };

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {Tenant}: the files of the skill {Skill} cannot be read; it is not used until it is installed again")]
    private partial void LogUnread(string tenant, string skill, Exception error);
}
