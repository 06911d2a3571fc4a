using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>What measures the environment: air, noise, rain, river, water in streets; and the gateways devices speak through.</summary>
internal static class Stations
{
    public static void Describe(EntityDraft draft)
    {
        switch (draft.Kind)
        {
            case EntityKind.TideGauge:
                draft.Place = RiverLine.At(draft.Plan, (draft.Number + 0.5) / draft.Plan.Count(EntityKind.TideGauge));
                draft.Say("name", $"Trạm mực nước {draft.Shown}, {VietnameseNames.River}").Point("refRiver", EntityKind.River, 0);
                break;
            case EntityKind.WaterLevel:
                Flooding(draft);
                break;
            case EntityKind.Gateway:
                draft.Place = draft.Anywhere();
                draft.Say("name", $"Trạm gom {draft.Shown}")
                    .Say("category", new[] { "gateway" })
                    .Say("controlledProperty", new[] { "connectivity" })
                    .Say("serialNumber", $"HG-{draft.Number + 1:D5}");
                break;
            default:
                draft.Place = draft.Anywhere();
                draft.Say("name", $"{Title(draft.Kind)} {draft.Shown}").ThroughGateway();
                break;
        }
    }

    private static void Flooding(EntityDraft draft)
    {
        var (segment, place) = draft.OnStreet();
        draft.Place = place;
        draft.Say("name", $"Điểm đo ngập {draft.Shown}")
            .Say("stationID", $"N{draft.Number + 1:D4}")
            .Say("alertLevel", 0.2)
            .Say("dangerLevel", 0.5)
            .Say("referenceLevel", 0.0)
            .Point("refRoadSegment", EntityKind.RoadSegment, segment)
            .ThroughGateway();
    }

    private static string Title(EntityKind kind) => kind switch
    {
        EntityKind.AirStation => "Trạm không khí",
        EntityKind.NoiseMeter => "Trạm đo tiếng ồn",
        _ => "Trạm đo mưa",
    };
}
