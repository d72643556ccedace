using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Protocol.Runners;

/// <summary>What both sides have to find the same of a list of files.</summary>
public static class ToolWorkspaceListing
{
    /// <summary>Bytes that parts and files of one frame may take as they are written there; the rest of it is for what is around them.</summary>
    public const int FrameRoom = 450_000;

    /// <summary>Most parts of one frame: each path is an argument of a program.</summary>
    public const int MaxParts = 64;

    /// <summary>What a file takes of <see cref="FrameRoom"/> at most: a character outside of ASCII seven bytes, a hash its digits with escaped quotes.</summary>
    public static int CostOf(ToolWorkspaceFile file) => 200 + (7 * file.Path.Length) + (80 * (file.Parts?.Count ?? 0));

    /// <summary>What a part takes of it.</summary>
    public static int CostOf(string path, int bytes) => 200 + (7 * path.Length) + ((bytes + 2) / 3 * 4);

    /// <summary>A hash over a whole list: the same for the same files, hex.</summary>
    /// <param name="files">In order of path.</param>
    public static string Digest(IEnumerable<ToolWorkspaceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            // The length first: no path ends another's line.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Path.Length} {file.Path} {(file.Parts is null ? "folder" : file.Executable ? "executable" : "file")} {file.Bytes} {string.Join(' ', file.Parts ?? [])}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
