using System.IO.Hashing;
using System.Text;

namespace CityActors.Incidents;

/// <summary>Ids of incidents: <c>inc-</c> and 32 hexadecimal digits, derived from what made the incident.</summary>
public static class IncidentId
{
    private const string Prefix = "inc-";
    private const int Length = 36;

    /// <summary>
    /// The id of the incident of a cause: the same for the same cause, so that an incident is opened once. One who opens by hand takes
    /// his idempotency key as cause, with his own name before it.
    /// </summary>
    public static string Of(string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(cause);
        return Prefix + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(cause)));
    }

    /// <summary>Whether a text has the form of an incident's id.</summary>
    public static bool IsValid(string? id) => id is { Length: Length } && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
