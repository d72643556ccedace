namespace Moltbot.TestSupport.Devices;

/// <summary>
/// Remembers who gave a device what, and holds every answer against it (invariant 1; attacks A5, A6, A7, A11): granted lies within
/// what was asked for, what the device holds in that role, and what its giver had; what was revoked stays out until it is approved
/// again; what nobody approved does not outlast the shared secret that it was given for. And nothing is refused that is the device's.
/// </summary>
public sealed class AuthorityLedger
{
    /// <summary>So many tokens of a role hold beside each other at least.</summary>
    private const int SureTokens = 4;

    private readonly Dictionary<string, Holding> _live = new(StringComparer.Ordinal);
    private readonly HashSet<string> _revoked = new(StringComparer.Ordinal);
    private Knock? _request;
    private string? _key;

    /// <summary>How often each kind of thing happened, to see that a run was about something.</summary>
    public SortedDictionary<string, int> Tally { get; } = new(StringComparer.Ordinal);

    /// <summary>Another device, of which nothing is known.</summary>
    public void Forget()
    {
        _live.Clear();
        _revoked.Clear();
        _request = null;
        _key = null;
    }

    public void Connected(Knock knock, KnockAnswer answer)
    {
        int asked = ScopeBits.Of(knock.AskedScopes), granted = ScopeBits.Of(answer.Granted);
        Demand(ScopeBits.Names(asked, granted), "was granted more than it asked for");
        Demand(answer.Outcome == KnockOutcome.Admitted || granted == 0, "was granted something and not let in");
        if (knock.HasSecret)
        {
            BySecret(knock, answer, asked, granted);
        }
        else
        {
            ByToken(knock, answer, asked, granted);
        }

        if (answer.Outcome == KnockOutcome.PairingRequired)
        {
            // The one that waits stays: what somebody looks at does not change under his hands.
            _request ??= knock;
        }
    }

    public void Approved(IReadOnlyList<string> callerScopes, bool isDone)
    {
        int caller = ScopeBits.Of(callerScopes), wanted = ScopeBits.Of(_request?.AskedScopes ?? []);
        Demand(isDone == (_request is not null && ScopeBits.Covers(caller, wanted)), "an approval was judged wrongly");
        Count(isDone ? "approved" : "approval refused");
        if (!isDone)
        {
            return;
        }

        if (_request!.PublicKey != _key)
        {
            Count(_key is null ? "approved a new device" : "approved another key");
            _live.Clear();
            _revoked.Clear();
            _key = _request.PublicKey;
        }

        Count(_revoked.Remove(_request.Role) ? "approved what was revoked" : "approved beside what is held");
        Holding? before = _live.GetValueOrDefault(_request.Role);
        _live[_request.Role] = new Holding
        {
            Scopes = (before?.Scopes ?? 0) | wanted,
            Approved = (before?.Approved ?? 0) | ScopeBits.Amounts(wanted),
            Secret = before?.Secret,
        };
        _request = null;
    }

    public void Rotated(string role, IReadOnlyList<string> callerScopes, IReadOnlyList<string>? askedScopes, RotatedToken? rotated)
    {
        Holding? held = _live.GetValueOrDefault(role);
        int wanted = askedScopes is null ? held?.Scopes ?? 0 : ScopeBits.Of(askedScopes);
        bool isTheirs = held is not null && ScopeBits.Names(held.Scopes, wanted) && ScopeBits.Covers(ScopeBits.Of(callerScopes), wanted);
        Demand(rotated is not null == isTheirs, "a rotation was judged wrongly");
        Count(rotated is not null ? "rotated" : "rotation refused");
        if (rotated is null)
        {
            return;
        }

        int given = ScopeBits.Of(rotated.Scopes);
        Demand(given == wanted, "a rotation gave other scopes than asked");
        Count(given != held!.Scopes ? "rotated to fewer scopes" : "rotated to the same scopes");
        held.Scopes = given;
        held.Approved &= ScopeBits.Amounts(given);
        held.Tokens.Clear();
        held.Tokens.Add(rotated.Token, new Told(given, held.Secret));
    }

    public void Revoked(string role, IReadOnlyList<string> callerScopes, bool isDone)
    {
        Holding? held = _live.GetValueOrDefault(role);
        bool isTheirs = held is not null && ScopeBits.Covers(ScopeBits.Of(callerScopes), held.Scopes);
        Demand(held is null || isDone == isTheirs, "a revocation was judged wrongly");
        Count(isDone ? "revoked" : "revocation refused");
        if (isDone && _live.Remove(role))
        {
            _revoked.Add(role);
        }
    }

    private void BySecret(Knock knock, KnockAnswer answer, int asked, int granted)
    {
        bool isSilent = _key is null && knock.IsLocal && ScopeBits.Names(ScopeBits.Every, asked);
        Holding? held = knock.PublicKey == _key ? _live.GetValueOrDefault(knock.Role) : null;
        bool isHeld = held is not null && ScopeBits.Names(held.Scopes, asked);
        Demand(answer.Outcome == KnockOutcome.Admitted == (isSilent || isHeld), "with the shared secret it was judged wrongly");
        Demand(answer.Outcome != KnockOutcome.Unauthorized, "the shared secret counted for nothing");
        if (answer.Outcome != KnockOutcome.Admitted)
        {
            Count(_revoked.Contains(knock.Role) && knock.PublicKey == _key ? "kept out after revocation" : "told to wait for approval");
            return;
        }

        Count(isSilent ? "paired silently" : "let in by the secret");
        Demand(granted == asked, "it did not get what it asked for and holds");
        if (isSilent)
        {
            _key = knock.PublicKey;
            _request = null;
            held = _live[knock.Role] = new Holding { Scopes = asked };
        }

        if (held!.Secret != knock.Secret)
        {
            held.DoubtAll();
        }

        held.Secret = knock.Secret;
        held.Tokens.Add(answer.Token!, new Told(granted, knock.Secret));
    }

    private void ByToken(Knock knock, KnockAnswer answer, int asked, int granted)
    {
        Holding? held = knock.PublicKey == _key ? _live.GetValueOrDefault(knock.Role) : null;
        Told? told = knock.Token is null ? null : held?.Tokens.GetValueOrDefault(knock.Token);
        bool isApproved = told is not null && ScopeBits.Covers(held!.Approved, told.Scopes);
        bool mayHold = told is not null && ScopeBits.Names(told.Scopes, asked) && (told.Secret == knock.Secret || isApproved);
        if (answer.Outcome != KnockOutcome.Admitted)
        {
            Count("token refused");
            bool isAmongTheLast = told is not null && held!.Tokens.Values.TakeLast(SureTokens).Contains(told);
            Demand(!(mayHold && told!.IsSure && told.Secret == knock.Secret && isAmongTheLast), "a token that holds was refused");
            return;
        }

        Demand(mayHold, "a token held that was ended, or is another's, or was told with less");
        Demand(ScopeBits.Names(held!.Scopes, granted) && granted == asked, "a token gave something else than was asked for and is held");
        Count(told!.Secret == knock.Secret ? "let in by a token" : "let in by a token that outlasts its secret");
    }

    private void Count(string what) => Tally[what] = Tally.GetValueOrDefault(what) + 1;

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AuthorityViolationException(otherwise);
        }
    }

    /// <summary>What a role holds.</summary>
    private sealed class Holding
    {
        public int Scopes { get; set; }

        /// <summary>All that the approvals amount to; each was by somebody who held it.</summary>
        public int Approved { get; set; }

        /// <summary>The shared secret by which the device last came in.</summary>
        public string? Secret { get; set; }

        /// <summary>The tokens told since the role's tokens were last ended, in their order.</summary>
        public OrderedDictionary<string, Told> Tokens { get; } = new(StringComparer.Ordinal);

        /// <summary>Tokens that were given for another secret may have ended.</summary>
        public void DoubtAll()
        {
            foreach (Told told in Tokens.Values)
            {
                told.IsSure = false;
            }
        }
    }

    /// <summary>A token as it was told.</summary>
    private sealed class Told(int scopes, string? secret)
    {
        public int Scopes { get; } = scopes;

        public string? Secret { get; } = secret;

        /// <summary>Whether it must hold, not only may.</summary>
        public bool IsSure { get; set; } = true;
    }
}
