namespace Moltbot.Runner.Tests.Support;

/// <summary>Ends what still runs in a sandbox of a test that is over: of one that failed, or of a build that was broken on purpose.</summary>
internal static class Leftovers
{
    /// <summary>Kills each process that has a folder mounted.</summary>
    /// <param name="folder">A folder with a name that no other has.</param>
    public static void Kill(string folder)
    {
        string name = Path.GetFileName(folder);
        foreach (string each in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(each), out int process) && File.ReadAllText(Path.Combine(each, "mountinfo")).Contains(name, StringComparison.Ordinal))
                {
                    using var left = System.Diagnostics.Process.GetProcessById(process);
                    left.Kill();
                    TestContext.Current.TestOutputHelper?.WriteLine($"killed {left.Id}, which the test had left");
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It has ended meanwhile, or is somebody else's.
            }
        }
    }
}
