using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>What stands or moves on streets: loops, cameras, lights, parking, buses.</summary>
internal static class TrafficThings
{
    public static void Describe(EntityDraft draft)
    {
        switch (draft.Kind)
        {
            case EntityKind.TrafficLoop:
                Loop(draft);
                break;
            case EntityKind.Camera:
                Camera(draft);
                break;
            case EntityKind.Parking:
                draft.Place = draft.Anywhere();
                draft.Say("name", $"Bãi đỗ xe {draft.Shown}")
                    .Say("category", new[] { "public", "underground" })
                    .Say("totalSpotNumber", ParkingSpots(draft.Plan, draft.Number));
                break;
            case EntityKind.ParkingSpot:
                Spot(draft);
                break;
            case EntityKind.Bus:
                Bus(draft);
                break;
            default:
                var (segment, place) = draft.OnStreet();
                draft.Place = place;
                draft.Say("name", $"Đèn {draft.Shown}").Point("refRoadSegment", EntityKind.RoadSegment, segment).ThroughGateway();
                break;
        }
    }

    /// <summary>Spots of a car park.</summary>
    public static double ParkingSpots(CityPlan plan, int parking) =>
        40 + (10 * new Dice(plan.Seed, DiceSubject.Parking, parking).Below(40));

    /// <summary>Street that a bus goes up and down.</summary>
    public static int BusStreet(CityPlan plan, int bus) => new Dice(plan.Seed, DiceSubject.Bus, bus).Below(plan.Streets.Streets);

    private static void Loop(EntityDraft draft)
    {
        var (segment, place) = draft.OnStreet();
        draft.Place = place;
        draft.Say("name", $"Vòng từ {draft.Shown}, {draft.Plan.Streets.Name(draft.Plan.Streets.Of(segment).Street)}")
            .Say("laneId", 1.0 + (draft.Number % 2))
            .Say("laneDirection", draft.Number % 3 == 0 ? "backward" : "forward")
            .Point("refRoadSegment", EntityKind.RoadSegment, segment)
            .ThroughGateway();
    }

    private static void Camera(EntityDraft draft)
    {
        var dice = draft.Dice(DiceSubject.Place);
        var segment = dice.Below(draft.Plan.Streets.Segments);
        draft.Place = draft.Plan.Streets.Line(segment)[0];
        draft.Say("name", $"Camera {draft.Shown}, {draft.Plan.Streets.Name(draft.Plan.Streets.Of(segment).Street)}")
            .Say("cameraName", $"Camera {draft.Shown}")
            .Say("cameraType", "outdoor")
            .Say("cameraUsage", "TRAFFIC")
            .Say("cameraOrientation", (double)dice.Below(360))
            .Point("refRoadSegment", EntityKind.RoadSegment, segment)
            .ThroughGateway();
    }

    private static void Spot(EntityDraft draft)
    {
        var parking = draft.Number % draft.Plan.Count(EntityKind.Parking);
        var place = new EntityDraft(draft.Plan, EntityKind.Parking, parking).Anywhere();
        draft.Place = place;
        draft.Say("name", $"Chỗ đỗ {draft.Shown}").Point("refParkingSite", EntityKind.Parking, parking);
    }

    private static void Bus(EntityDraft draft)
    {
        var dice = draft.Dice(DiceSubject.Bus);
        var street = BusStreet(draft.Plan, draft.Number);
        draft.Place = draft.Plan.Streets.StreetLine(street)[0];
        draft.Say("name", $"Xe buýt tuyến {street + 1:D2}, xe {draft.Shown}")
            .Say("vehicleType", "bus")
            .Say("category", new[] { "public", "tracked" })
            .Say("vehiclePlateIdentifier", VietnameseNames.Plate(ref dice))
            .Say("serviceStatus", "onRoute")
            .Point("refRoad", EntityKind.Road, street);
    }
}
