using Moltbot.Policy.Scopes;

namespace Moltbot.TestSupport.Devices;

/// <summary>
/// What may happen to a device in random order: it connects by secret or token, from here or afar, in both roles, with another key;
/// callers of all kinds approve, rotate and revoke; the shared secret changes, also back to an earlier one.
/// </summary>
public sealed class DeviceSequence
{
    private const int Steps = 24;
    private const string Key = "key";
    private static readonly string[] Foreign = ["moltbot.tenants", "OPERATOR.ADMIN", "operator.*"];

    private readonly Random _random;
    private readonly IDeviceSubject _subject;
    private readonly AuthorityLedger _ledger;
    private readonly List<(string Token, string Role, IReadOnlyList<string> Scopes)> _tokens = [];
    private readonly List<(string What, string Role, IReadOnlyList<string>? Scopes)> _steps = [];
    private int _secret, _secrets = 1;

    private DeviceSequence(int seed, IDeviceSubject subject, AuthorityLedger ledger)
    {
        _random = new Random(seed);
        _subject = subject;
        _ledger = ledger;
    }

    /// <summary>Runs one sequence on a device of which nothing is known.</summary>
    /// <param name="seed">The same one gives the same sequence.</param>
    /// <param name="subject">What keeps the device.</param>
    /// <param name="ledger">Judges each answer.</param>
    /// <exception cref="AuthorityViolationException">An answer was wrong; says by which steps it came.</exception>
    public static async ValueTask Run(int seed, IDeviceSubject subject, AuthorityLedger ledger)
    {
        var sequence = new DeviceSequence(seed, subject, ledger);
        ledger.Forget();
        try
        {
            for (int step = 0; step < Steps; step++)
            {
                await sequence.Step();
            }
        }
        catch (AuthorityViolationException violation)
        {
            var lines = sequence._steps.Select(static step => $"  {step.What} {step.Role} [{(step.Scopes is null ? "all" : string.Join(' ', step.Scopes))}]");
            throw new AuthorityViolationException($"seed {seed}: {violation.Message} after\n{string.Join('\n', lines)}");
        }
    }

    private ValueTask Step() => _random.Next(100) switch
    {
        < 34 => BySecret(),
        < 60 => ByToken(),
        < 76 => Approve(),
        < 86 => Rotate(),
        < 93 => Revoke(),
        _ => ChangeSecret(),
    };

    private ValueTask BySecret()
    {
        bool isLocal = _random.Next(2) == 0;
        return Connect(isLocal ? "connect with the secret from here" : "connect with the secret", Knock(Role(), Some(), hasSecret: true, token: null, isLocal));
    }

    private ValueTask ByToken()
    {
        if (_tokens.Count == 0 || _random.Next(12) == 0)
        {
            return Connect("connect with a made-up token", Knock(Role(), Some(), hasSecret: false, "made up", isLocal: true));
        }

        // Mostly one of the last, for what it was told with.
        int age = Math.Min(_random.Next(_tokens.Count), _random.Next(_tokens.Count));
        (string token, string role, IReadOnlyList<string> scopes) = _tokens[^(age + 1)];
        bool isItsOwn = _random.Next(4) > 0;
        Knock knock = Knock(isItsOwn ? role : Role(), isItsOwn ? scopes : Some(), hasSecret: false, token, isLocal: _random.Next(2) == 0);
        return Connect($"connect with token {_tokens.Count - 1 - age}", knock);
    }

    private async ValueTask Connect(string what, Knock knock)
    {
        _steps.Add((knock.PublicKey == Key ? what : what + ", another key,", knock.Role, knock.AskedScopes));
        KnockAnswer answer = await _subject.Connect(knock);
        if (answer.Token is { } token && token != knock.Token)
        {
            _tokens.Add((token, knock.Role, answer.Granted));
        }

        _ledger.Connected(knock, answer);
    }

    private async ValueTask Approve()
    {
        IReadOnlyList<string> caller = Caller();
        _steps.Add(("approve by", "", caller));
        _ledger.Approved(caller, await _subject.Approve(caller));
    }

    private async ValueTask Rotate()
    {
        IReadOnlyList<string> caller = Caller();
        string role = Role();
        IReadOnlyList<string>? asked = _random.Next(3) == 0 ? null : Some();
        _steps.Add(($"rotate by [{string.Join(' ', caller)}]", role, asked));
        RotatedToken? rotated = await _subject.Rotate(role, caller, asked);
        if (rotated is not null)
        {
            _tokens.Add((rotated.Token, role, rotated.Scopes));
        }

        _ledger.Rotated(role, caller, asked, rotated);
    }

    private async ValueTask Revoke()
    {
        IReadOnlyList<string> caller = Caller();
        string role = Role();
        _steps.Add(("revoke by", role, caller));
        _ledger.Revoked(role, caller, await _subject.Revoke(role, caller));
    }

    private ValueTask ChangeSecret()
    {
        _secret = _random.Next(3) == 0 ? _random.Next(_secrets) : _secrets++;
        _steps.Add(($"the secret is number {_secret}", "", []));
        return ValueTask.CompletedTask;
    }

    private Knock Knock(string role, IReadOnlyList<string> scopes, bool hasSecret, string? token, bool isLocal) =>
        new(_random.Next(16) == 0 ? "another key" : Key, role, scopes, $"secret {_secret}", hasSecret, token, isLocal);

    private string Role() => _random.Next(4) == 0 ? GatewayRoles.Node : GatewayRoles.Operator;

    /// <summary>Who may pair at all: half of them administrators, the others with this and that beside.</summary>
    private IReadOnlyList<string> Caller() =>
        _random.Next(2) == 0 ? [OperatorScopes.Admin] : [.. Some().Append(OperatorScopes.Pairing).Distinct(StringComparer.Ordinal)];

    private string[] Some()
    {
        string[] scopes = [.. OperatorScopes.All.Where(_ => _random.Next(3) == 0)];
        return _random.Next(24) == 0 ? [.. scopes, Foreign[_random.Next(Foreign.Length)]] : scopes;
    }
}
