using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>What is there to be commanded: traffic signals, message signs, pumps, sirens.</summary>
internal static class SwitchedThings
{
    public static void Describe(EntityDraft draft)
    {
        if (draft.Kind is EntityKind.Siren)
        {
            draft.Place = draft.Anywhere();
            draft.Say("name", $"Còi báo động {draft.Shown}").ThroughGateway();
            return;
        }

        var (segment, place) = draft.OnStreet();
        draft.Place = place;
        draft.Say("name", $"{Title(draft.Kind)} {draft.Shown}, {draft.Plan.Streets.Name(draft.Plan.Streets.Of(segment).Street)}")
            .Point("refRoadSegment", EntityKind.RoadSegment, segment)
            .ThroughGateway();
    }

    private static string Title(EntityKind kind) => kind switch
    {
        EntityKind.TrafficSignal => "Đèn tín hiệu",
        EntityKind.MessageSign => "Biển báo điện tử",
        _ => "Trạm bơm",
    };
}
