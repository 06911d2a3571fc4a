using System.Text.RegularExpressions;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>What crews must be like.</summary>
public static partial class CrewRules
{
    /// <summary>Most crews of a city.</summary>
    public const int CrewsMax = 2_000;

    private const int SkillsMax = 50;

    /// <summary>Null when it is the id of a crew.</summary>
    public static string? CheckId(string? id) =>
        id is not null && Id().IsMatch(id) ? null : "Expected the id of a crew: a-z, 0-9, '.' and '-', at most 64 characters.";

    /// <summary>Null when a crew is as it should be.</summary>
    public static string? Check(Crew crew) => CheckId(crew.Id) ?? IncidentChecks.Text("a name", crew.Name, 100)
        ?? IncidentChecks.Urn("a zone", crew.Zone) ?? IncidentChecks.Optional("a contact", crew.Contact, 200)
        ?? (crew.Skills.IsDefault || crew.Skills.Length > SkillsMax ? $"Expected at most {SkillsMax} skills."
            : crew.Skills.Select(static skill => IncidentChecks.Text("a skill", skill, 64)).FirstOrDefault(static no => no is not null));

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
