using System.Globalization;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>River, roads and their segments.</summary>
internal static class StreetThings
{
    public static void Describe(EntityDraft draft)
    {
        switch (draft.Kind)
        {
            case EntityKind.River:
                draft.Line = RiverLine.Of(draft.Plan);
                draft.Say("name", VietnameseNames.River);
                break;
            case EntityKind.Road:
                draft.Line = draft.Plan.Streets.StreetLine(draft.Number);
                draft.Say("name", draft.Plan.Streets.Name(draft.Number))
                    .Say("roadClass", draft.Number % 5 == 0 ? "primary" : "tertiary");
                break;
            default:
                Segment(draft);
                break;
        }
    }

    private static void Segment(EntityDraft draft)
    {
        var (street, part) = draft.Plan.Streets.Of(draft.Number);
        var line = draft.Plan.Streets.Line(draft.Number);
        var length = 0.0;
        for (var i = 1; i < line.Count; i++)
        {
            length += line[i - 1].MetresTo(line[i]);
        }

        var isMain = street % 5 == 0;
        draft.Line = line;
        draft.Say("name", string.Create(CultureInfo.InvariantCulture, $"{draft.Plan.Streets.Name(street)}, đoạn {part + 1}"))
            .Say("startPoint", line[0])
            .Say("endPoint", line[^1])
            .Say("allowedVehicleType", isMain ? ["car", "bus", "motorcycle"] : new[] { "car", "bus", "motorcycle", "bicycle" })
            .Say("length", Math.Round(length, 1))
            .Say("totalLaneNumber", isMain ? 4.0 : 2.0)
            .Say("maximumAllowedSpeed", isMain ? 60.0 : 40.0)
            .Point("refRoad", EntityKind.Road, street);
    }
}
