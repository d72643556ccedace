using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>A client's request (method <c>exec.approval.request</c>): it runs the command itself and is told the decision.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalRequest"), Immutable]
public sealed record ApprovalRequest
{
    [Id(0)] public required string Command { get; init; }

    [Id(1)] public string? Cwd { get; init; }

    [Id(2)] public string? Host { get; init; }

    [Id(3)] public string? Security { get; init; }

    [Id(4)] public string? Ask { get; init; }

    [Id(5)] public string? AgentId { get; init; }

    [Id(6)] public string? ResolvedPath { get; init; }

    [Id(7)] public string? SessionKey { get; init; }

    /// <summary>How long it waits, milliseconds, at least 1; more than a day is a day, null two minutes.</summary>
    [Id(8)] public long? TimeoutMs { get; init; }

    /// <summary>Names the run that the decision is for, 64 lower-case hex digits: command, folder, host, agent and session.</summary>
    public string Run()
    {
        string text = string.Concat(new[] { Command, Cwd, Host, AgentId, SessionKey }
            .Select(static part => part is null ? "-;" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part};")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
