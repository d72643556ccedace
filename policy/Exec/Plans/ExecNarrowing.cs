using Moltbot.Policy.Commands;
using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>What <c>/exec</c> may change: only what takes away. Who writes in a chat never has more run, or fewer asked, than was set before.</summary>
public static class ExecNarrowing
{
    /// <summary>Why the change is not made, in words; null when it only narrows.</summary>
    /// <param name="current">What holds, with what the session has set. A value that is not set counts as its strictest.</param>
    /// <param name="wanted">The change.</param>
    public static string? RefusalOf(ExecToolSettings current, ExecDirective wanted)
    {
        if (wanted is { RawSecurity: { } security, Security: null })
        {
            return Unknown("security", security, "deny, allowlist, full");
        }

        if (wanted is { RawAsk: { } ask, Ask: null })
        {
            return Unknown("ask", ask, "off, on-miss, always");
        }

        if (wanted.RawHost is not null || wanted.RawNode is not null)
        {
            return "Where commands run is not chosen in a chat: tools.exec.host says so, or an operator for the session.";
        }

        bool isWider = ExecWords.Security(wanted.Security) > (current.Security ?? ExecSecurity.Deny)
            || ExecWords.Ask(wanted.Ask) < (current.Ask ?? ExecAsk.Always);
        return isWider ? "A chat only narrows what commands may do: more is the configuration's to allow, or an operator's for the session." : null;
    }

    private static string Unknown(string key, string word, string options) =>
        $"\"{(word.Length > 40 ? word[..40] : word)}\" is no {key}. Options: {options}.";
}
