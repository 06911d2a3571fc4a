using CityActors.Identity;

namespace CityActors.Web.Console.Live;

/// <summary>
/// Who sits before one open page. There is no sign-in yet: people say their name themselves, and it is written beside what they do. It
/// gives no rights.
/// </summary>
internal sealed class Operator
{
    /// <summary>Longest name, characters.</summary>
    public const int NameLengthMax = 60;

    private const string Kind = "operator";

    /// <summary>The name as it was said; empty: none was.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How the name stands in logs and timelines.</summary>
    public string Actor => Name.Length == 0 ? Kind : Kind + ":" + Name;

    /// <summary>Takes a name; controls are left out and what is too long is cut.</summary>
    public void Say(string? name)
    {
        var plain = string.Concat((name ?? "").Where(static letter => !char.IsControl(letter))).Trim();
        Name = plain.Length <= NameLengthMax ? plain : plain[..NameLengthMax].Trim();
    }

    /// <summary>Signs the calls that follow in this flow of execution. Call it in the method that makes them.</summary>
    public void Sign() => Caller.Set(Caller.DefaultTenant, Actor);

    /// <summary>What people read of an actor: an operator's name without its kind, anything else as it is.</summary>
    public static string Short(string actor) => actor.StartsWith(Kind + ":", StringComparison.Ordinal) ? actor[(Kind.Length + 1)..] : actor;
}
