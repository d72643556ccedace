using Moltbot.Policy.SecurityAudit;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether everything that is stored is sealed, and the key is not beside it.</summary>
internal static class StoredSecretsCheck
{
    private static readonly (string Folder, string Pattern)[] Plain =
        [("credentials", "*.json"), ("agents", "sessions.json"), ("agents", "*.jsonl"), ("agents", "auth-profiles.json")];

    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        var folder = patient.State.Path;
        var plain = Plain.SelectMany(each => Files(Path.Combine(folder, each.Folder), each.Pattern)).ToList();
        if (plain.Count > 0)
        {
            yield return AuditFinding.Warn(
                "state.unsealed_files", "What an earlier installation left is not sealed",
                $"{plain.Count} files of credentials and conversations can be read as they are, such as {plain[0]}; nothing here reads them", "move them elsewhere, or delete them");
        }

        var key = Path.Combine(folder, MasterKeyFacts.FileName);
        if (File.Exists(key) && Files(folder, "moltbot.db", isDeep: false).Any() && IsInForce(patient))
        {
            yield return AuditFinding.Info(
                "state.master_key_beside_data", "The key lies beside what it seals",
                $"{key} is in the folder of the database: whoever has a copy of the folder can read all of it", "keep the key elsewhere, in MOLTBOT_MASTER_KEY say, and copies of the folder without it");
        }
    }

    private static bool IsInForce(Patient patient) => patient.Start?.MasterKey is { } known
        ? known.Source == MasterKeyFacts.FileName
        : string.IsNullOrEmpty(patient.Environment(MasterKeyFacts.Variable));

    private static IEnumerable<string> Files(string folder, string pattern, bool isDeep = true) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = isDeep, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.ReparsePoint })
        : [];
}
